import { reduceSignInTick } from './reduceSignInTick.ts'
import { awaitsPopup, type SignInProgress, usesPopup } from './SignInProgress.ts'
import type { SignInPageEvent, SignInTransition } from './SignInTransition.ts'
import { comeBack, go, proceed, stay } from './sharedTransitions.ts'
import { restoredSession } from './signInSession.ts'

/** Decides what an event of the page leads to. */
export function reduceSignInPageEvent(
  progress: SignInProgress,
  event: SignInPageEvent,
): SignInTransition {
  const { step } = progress
  switch (event.type) {
    case 'restored':
      return step.name === 'not-restored' ? restore(progress, event) : stay(progress)
    case 'popup-shown':
      return step.name === 'opening-popup'
        ? go(progress, { ...step, name: 'popup-open' })
        : stay(progress)
    case 'popup-refused':
      return step.name === 'opening-popup'
        ? go(progress, { ...step, name: 'popup-blocked' })
        : stay(progress)
    case 'popup-returned':
      return awaitsPopup(step) ? comeBack(progress, step.session) : stay(progress)
    case 'page-shown':
      // The back button brought the viewer here from the MVPD's page.
      return step.name === 'redirecting' ? comeBack(progress, step.session) : stay(progress)
    case 'tick':
      return reduceSignInTick(progress, event)
  }
}

/** Goes on with what this tab did before it was reloaded, or left for the MVPD. */
function restore(
  progress: SignInProgress,
  { pending, at }: Extract<SignInPageEvent, { readonly type: 'restored' }>,
): SignInTransition {
  if (!pending) return go(progress, { name: 'idle' })
  const { request, url, isUnfinished } = pending
  const session = restoredSession(pending, at)
  const restored = { ...progress, request }
  if (isUnfinished) return go(restored, { name: 'unfinished', session })
  if (url === undefined || request.screen === 'second-screen') return proceed(restored, session, at)
  // A popup may be open still. This page cannot know.
  if (usesPopup(request)) return go(restored, { name: 'popup-closed', session, url })
  return comeBack(restored, session)
}
