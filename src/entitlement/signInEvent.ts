import type { JourneyEvent } from '../client/events.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'

/** The event of the viewer's journey that a state is, if it is the end of a sign-in. */
export function signInEvent(
  state: SignInState,
  { mvpd, screen }: SignInRequest,
): JourneyEvent | undefined {
  switch (state.status) {
    case 'signed-in':
      return { type: 'signed-in', mvpd: state.mvpd, source: 'sign-in', screen }
    case 'unfinished':
      return { type: 'sign-in-failed', mvpd, reason: 'not-signed-in' }
    case 'expired':
      return { type: 'sign-in-failed', mvpd, reason: 'expired' }
    case 'failed': {
      const { error } = state
      const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
      return { type: 'sign-in-failed', mvpd, reason: 'error', code }
    }
    case 'idle':
    case 'starting':
    case 'incomplete':
    case 'popup-open':
    case 'popup-blocked':
    case 'popup-closed':
    case 'redirecting':
    case 'second-screen':
    case 'checking':
      return undefined
  }
}

/** Whether somebody may still sign in, so that giving up is worth an event. */
export const isUnderWay = ({ status }: SignInState): boolean =>
  !['idle', 'unfinished', 'expired', 'signed-in', 'failed'].includes(status)
