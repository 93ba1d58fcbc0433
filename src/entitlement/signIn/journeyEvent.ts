import type { JourneyEvent } from '../../client/events.ts'
import type { SignInProgress } from './SignInProgress.ts'
import type { SignInState } from './SignInState.ts'
import { shownState } from './shownState.ts'

/** Returns the event for a change that ends a sign-in, for analytics. */
export function journeyEvent(
  before: SignInProgress,
  { step, request: { mvpd, screen } }: SignInProgress,
): JourneyEvent | undefined {
  const state = shownState(step)
  const { status } = shownState(before.step)
  if (state.status === status) return undefined
  if (state.status === 'signed-in') {
    return { type: 'signed-in', mvpd: state.mvpd, source: 'sign-in', screen }
  }
  // `sign-in-failed` was already emitted.
  if (HAS_ENDED.includes(status)) return undefined
  switch (state.status) {
    case 'not-signed-in':
      return { type: 'sign-in-failed', mvpd, reason: 'not-signed-in' }
    case 'expired':
      return { type: 'sign-in-failed', mvpd, reason: 'expired' }
    case 'error': {
      const { code } = state.error
      return { type: 'sign-in-failed', mvpd, reason: 'error', code }
    }
    case 'idle':
      // The viewer is signed in anyway, and `signed-in` follows.
      return before.step.name === 'storing' ? undefined : { type: 'sign-in-cancelled', mvpd }
    case 'starting':
    case 'needs-parameters':
    case 'popup-open':
    case 'popup-blocked':
    case 'popup-closed':
    case 'redirecting':
    case 'second-screen':
    case 'checking':
      return undefined
  }
}

/** The states without a sign-in in progress. */
const HAS_ENDED: readonly SignInState['status'][] = [
  'idle',
  'not-signed-in',
  'expired',
  'signed-in',
  'error',
]
