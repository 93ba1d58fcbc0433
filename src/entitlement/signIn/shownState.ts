import { secondScreen } from './pending.ts'
import type { SignInStep } from './SignInProgress.ts'
import type { SignInState } from './SignInState.ts'
import { pendingOf } from './signInSession.ts'

/** Returns the application's state for a step. */
export function shownState(step: SignInStep): SignInState {
  switch (step.name) {
    case 'not-restored':
      return { status: 'idle' }
    case 'opening-login':
      return { status: 'starting' }
    case 'storing':
      return shownState(step.shown)
    case 'needs-parameters': {
      const { code, missingParameters } = step.session
      return { status: 'needs-parameters', missingParameters, code }
    }
    case 'popup-open':
    case 'popup-blocked':
    case 'popup-closed':
    case 'redirecting':
      return { status: step.name, url: step.url }
    case 'second-screen':
      return secondScreen(pendingOf(step.session), step.msLeft)
    case 'signed-in':
      return { status: 'signed-in', mvpd: step.mvpd, profile: step.profile }
    case 'error':
      return { status: 'error', error: step.error }
    case 'idle':
    case 'starting':
    case 'checking':
    case 'not-signed-in':
    case 'expired':
      return { status: step.name }
  }
}
