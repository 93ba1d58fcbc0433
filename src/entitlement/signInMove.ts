import type { PopupPlace } from './popup.ts'
import type { SignInState } from './SignInState.ts'

/** The facts that decide what a sign-in does at a tick. */
export interface SignInFacts {
  readonly status: SignInState['status']
  /** Where the popup is. `undefined` if the page knows of none. */
  readonly popup: PopupPlace | undefined
  /** Whether one of the clocks says that the code is over. */
  readonly isOver: boolean
  /** How many looks for the viewer are left. */
  readonly looksLeft: number
  /** Whether the page is visible, and a component listens. */
  readonly isAttended: boolean
  /** How many looks are left that do not wait for that. */
  readonly unattendedLooksLeft: number
  /** Whether the pace allows a look now. */
  readonly isLookDue: boolean
}

/** What to do at a tick. */
export type SignInMove = 'wait' | 'popup-back' | 'popup-closed' | 'look'

/**
 * Decides what a sign-in does at a tick. Watching the popup costs no request, so it needs no pace. The
 * clocks alone never end a code: they only ask for one more look.
 */
export function signInMove(facts: SignInFacts): SignInMove {
  const { status, popup, isOver, looksLeft, isAttended, unattendedLooksLeft, isLookDue } = facts
  if (status === 'popup-open' && popup === 'back') return 'popup-back'
  if (status === 'popup-open' && popup === 'closed') return 'popup-closed'
  // The answer to the call under way will tell more.
  if (status === 'starting') return 'wait'
  const wanted = looksLeft > 0 || isOver
  const allowed = isAttended || unattendedLooksLeft > 0
  return wanted && allowed && isLookDue ? 'look' : 'wait'
}
