import { defined } from '../../wire/defined.ts'
import { type SignInProgress, sessionOf, usesPopup } from './SignInProgress.ts'
import type { SignInRequest } from './SignInState.ts'
import type { SignInAction, SignInEffect, SignInTransition } from './SignInTransition.ts'
import { end, goToLogin, stay } from './sharedTransitions.ts'
import type { SignInSession } from './signInSession.ts'

/** Returns the next state and effects for an action of the application. */
export function reduceSignInAction(
  progress: SignInProgress,
  action: SignInAction,
): SignInTransition {
  const { step, request } = progress
  const session = sessionOf(step)
  switch (action.type) {
    case 'sign-in':
      return signIn(progress, action.request)
    case 'resume':
      return session
        ? resume(progress, session, { ...request, ...defined(action.parameters) })
        : stay(progress)
    case 'retry':
      // The viewer is signed in: there is nothing to retry.
      if (step.name === 'storing') return stay(progress)
      if (step.name === 'error' && session) return resume(progress, session, request)
      if (session?.url === undefined || request.screen === 'second-screen') {
        return signIn(progress, action.request)
      }
      return loginAgain(progress, { ...session, isUnfinished: undefined }, session.url)
    case 'cancel':
      return end(progress, { name: 'idle' })
  }
}

function signIn(progress: SignInProgress, request: SignInRequest): SignInTransition {
  const epoch = progress.epoch + 1
  return {
    progress: { step: { name: 'starting', session: undefined }, request, epoch },
    effects: [
      { type: 'forget-session' },
      ...openPopup(request, undefined),
      { type: 'create-session', epoch, request },
    ],
  }
}

function resume(
  progress: SignInProgress,
  session: SignInSession,
  request: SignInRequest,
): SignInTransition {
  const epoch = progress.epoch + 1
  return {
    progress: { step: { name: 'starting', session }, request, epoch },
    effects: [
      ...openPopup(request, session),
      { type: 'resume-session', epoch, request, code: session.code },
    ],
  }
}

/** Opens the login page of the same session again. */
function loginAgain(
  progress: SignInProgress,
  session: SignInSession,
  url: string,
): SignInTransition {
  const { progress: next, effects } = goToLogin(progress, session, url)
  return {
    progress: next,
    effects: [
      { type: 'keep-session', session },
      ...openPopup(progress.request, session),
      ...effects,
    ],
  }
}

/** The popup opens in the click, before the session is known: later, browsers would block it. */
const openPopup = (
  request: SignInRequest,
  session: SignInSession | undefined,
): readonly SignInEffect[] => (usesPopup(request) ? [{ type: 'open-popup', session }] : [])
