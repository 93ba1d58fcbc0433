import type { PopupPlace } from './popup.ts'
import type { SignInState } from './SignInState.ts'

/** What a page knows of its sign-in at one moment. */
export interface SignInFacts {
  readonly status: SignInState['status']
  /** Where the popup is; `undefined` if the page knows of none. */
  readonly popup: PopupPlace | undefined
  /** Whether one of the clocks says that the code is over. */
  readonly isOver: boolean
  /** How often the viewer is still to be looked for. */
  readonly looksLeft: number
  /** Whether the page is visible, and a component listens. */
  readonly isAttended: boolean
  /** How many looks are left that do not wait for that. */
  readonly unattendedLooksLeft: number
  /** Whether the pace allows a look now. */
  readonly isLookDue: boolean
}

/** What to do at that moment. */
export type SignInMove = 'wait' | 'popup-back' | 'popup-closed' | 'look'

/**
 * Decides what a sign-in does when time has passed. Watching the popup costs no request, so nothing
 * holds it up. A code is never given up by the clocks alone: they only ask for one more look.
 */
export function signInMove(facts: SignInFacts): SignInMove {
  const { status, popup, isOver, looksLeft, isAttended, unattendedLooksLeft, isLookDue } = facts
  if (status === 'popup-open' && popup === 'back') return 'popup-back'
  if (status === 'popup-open' && popup === 'closed') return 'popup-closed'
  // The answer to what is asked now will say so.
  if (status === 'starting') return 'wait'
  const wanted = looksLeft > 0 || isOver
  const allowed = isAttended || unattendedLooksLeft > 0
  return wanted && allowed && isLookDue ? 'look' : 'wait'
}
