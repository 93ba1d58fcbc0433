import type { Profile, Profiles } from '../../rest-v2/profiles.ts'
import { reduceSignInAction } from './reduceSignInAction.ts'
import { reduceSignInAnswer } from './reduceSignInAnswer.ts'
import { reduceSignInPageEvent } from './reduceSignInPageEvent.ts'
import { type SignInProgress, sessionOf } from './SignInProgress.ts'
import type { SignInEvent, SignInTransition } from './SignInTransition.ts'
import { end, stay } from './sharedTransitions.ts'

/** Returns the next state of the sign-in and the effects to run for an event. */
export function reduceSignIn(progress: SignInProgress, event: SignInEvent): SignInTransition {
  if ('epoch' in event) return reduceSignInAnswer(progress, event)
  switch (event.type) {
    case 'sign-in':
    case 'resume':
    case 'retry':
    case 'cancel':
      return reduceSignInAction(progress, event)
    case 'restored':
    case 'popup-shown':
    case 'popup-refused':
    case 'popup-returned':
    case 'page-shown':
    case 'tick':
      return reduceSignInPageEvent(progress, event)
    case 'reset':
      return isStarting(progress) ? end(progress, { name: 'expired' }) : forgetViewer(progress)
    case 'credentials-replaced':
      return forgetViewer(progress)
    case 'profiles-changed':
      return isShownOf(progress, event.profiles) ? stay(progress) : end(progress, { name: 'idle' })
  }
}

/** Sessions and profiles belong to the registration with which they started. */
function forgetViewer(progress: SignInProgress): SignInTransition {
  const { step } = progress
  // If the session request itself replaces the credentials, its session starts with the new ones.
  if (sessionOf(step)) return end(progress, { name: 'expired' })
  return step.name === 'signed-in' ? end(progress, { name: 'idle' }) : stay(progress)
}

const isStarting = ({ step: { name } }: SignInProgress) => name === 'starting' || name === 'storing'

/**
 * Whether these profiles contain the one that is shown as signed in. Another tab may have stored
 * others.
 */
const isShownOf = ({ step }: SignInProgress, profiles: Profiles['profiles']) =>
  step.name !== 'signed-in' || !step.profile || isSameSignIn(step.profile, profiles[step.mvpd])

/** Whether two profiles of an MVPD come from the same sign-in. Degraded access has no sign-in. */
const isSameSignIn = (one: Profile, other: Profile | undefined) =>
  other !== undefined && (one.type === 'degraded' || one.notBefore === other.notBefore)
