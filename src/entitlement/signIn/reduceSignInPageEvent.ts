import { reduceSignInTick } from './reduceSignInTick.ts'
import { awaitsPopup, type SignInProgress, usesPopup } from './SignInProgress.ts'
import type { SignInPageEvent, SignInTransition } from './SignInTransition.ts'
import { comeBack, go, proceed, stay } from './sharedTransitions.ts'
import { restoredSession } from './signInSession.ts'

/** Returns the next state and effects for an event of the page. */
export function reduceSignInPageEvent(
  progress: SignInProgress,
  event: SignInPageEvent,
): SignInTransition {
  const { step } = progress
  switch (event.type) {
    case 'restored':
      return step.name === 'not-restored' ? restore(progress, event) : stay(progress)
    case 'popup-shown':
      return step.name === 'opening-login'
        ? go(progress, { ...step, name: 'popup-open' })
        : stay(progress)
    case 'popup-refused':
      return step.name === 'opening-login'
        ? go(progress, { ...step, name: 'popup-blocked' })
        : stay(progress)
    case 'popup-returned':
      return awaitsPopup(step) ? comeBack(progress, step.session) : stay(progress)
    case 'page-shown':
      // The viewer came back from the MVPD's page with the back button.
      return step.name === 'redirecting' ? comeBack(progress, step.session) : stay(progress)
    case 'tick':
      return reduceSignInTick(progress, event)
  }
}

/** Continues the sign-in of this tab after a reload, or after the return from the MVPD. */
function restore(
  progress: SignInProgress,
  { pending, at }: Extract<SignInPageEvent, { readonly type: 'restored' }>,
): SignInTransition {
  if (!pending) return go(progress, { name: 'idle' })
  const { request, url, isUnfinished } = pending
  const session = restoredSession(pending, at)
  const restored = { ...progress, request }
  if (isUnfinished) return go(restored, { name: 'not-signed-in', session })
  if (url === undefined || request.screen === 'second-screen') return proceed(restored, session, at)
  // The popup may still be open, but this page cannot know.
  if (usesPopup(request)) return go(restored, { name: 'popup-closed', session, url })
  return comeBack(restored, session)
}
