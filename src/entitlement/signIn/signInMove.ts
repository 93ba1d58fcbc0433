import type { PopupPlace } from './popup.ts'
import type { SignInState } from './SignInState.ts'

/** What {@link signInMove} needs to decide. */
export interface SignInFacts {
  readonly status: SignInState['status']
  /** Where the popup is. `undefined` if the page knows no popup. */
  readonly popup: PopupPlace | undefined
  /** Whether the code has expired by one of the clocks. */
  readonly isOver: boolean
  /** How many polls for the profile are left. */
  readonly looksLeft: number
  /** Whether the page is visible and a component shows the sign-in. */
  readonly isAttended: boolean
  /** How many polls may run although `isAttended` is `false`. */
  readonly unattendedLooksLeft: number
  /** Whether the next poll may run now. */
  readonly isLookDue: boolean
}

/** What to do at a tick. */
export type SignInMove = 'wait' | 'popup-back' | 'popup-closed' | 'look'

/**
 * Decides what a sign-in does at a tick. Watching the popup costs no request, so it needs no pace.
 * The clocks alone never end a code: they only cause one more poll.
 */
export function signInMove(facts: SignInFacts): SignInMove {
  const { status, popup, isOver, looksLeft, isAttended, unattendedLooksLeft, isLookDue } = facts
  if (status === 'popup-open' && popup === 'back') return 'popup-back'
  if (status === 'popup-open' && popup === 'closed') return 'popup-closed'
  // Wait for the response of the running request.
  if (status === 'starting') return 'wait'
  const wanted = looksLeft > 0 || isOver
  const allowed = isAttended || unattendedLooksLeft > 0
  return wanted && allowed && isLookDue ? 'look' : 'wait'
}
