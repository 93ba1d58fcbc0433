import type { Instant } from './presentInstant.ts'
import type { SignInProgress, SignInStep } from './SignInProgress.ts'
import { usesPopup } from './SignInProgress.ts'
import type { SignInEffect, SignInTransition } from './SignInTransition.ts'
import { msLeft, type SignInSession, withStoredEnd } from './signInSession.ts'

/** How often the profile is polled after the viewer came back, before the sign-in is unfinished. */
const LOOKS = 3

/** Changes nothing. */
export const stay = (progress: SignInProgress): SignInTransition => ({ progress, effects: [] })

/** Goes to another step of the same action. */
export const go = (
  progress: SignInProgress,
  step: SignInStep,
  effects: readonly SignInEffect[] = [],
): SignInTransition => ({ progress: { ...progress, step }, effects })

/** Ends the sign-in: its session is removed, and late results are ignored. */
export const end = (progress: SignInProgress, step: SignInStep): SignInTransition => ({
  progress: { ...progress, step, epoch: progress.epoch + 1 },
  effects: [{ type: 'forget-session' }],
})

/** Corrects the stored end of the session after the device's clock was changed. */
export function correctEnd(
  progress: SignInProgress,
  session: SignInSession,
  at: Instant,
): SignInTransition {
  const { step } = progress
  if (!('session' in step)) return stay(progress)
  const corrected = withStoredEnd(session, at)
  return go(progress, { ...step, session: corrected }, [
    { type: 'keep-session', session: corrected },
  ])
}

/** The viewer came back from the MVPD, signed in or not: starts polling. */
export const comeBack = (progress: SignInProgress, session: SignInSession): SignInTransition =>
  go(progress, { name: 'checking', session, looksLeft: LOOKS, unattendedLooksLeft: LOOKS })

/** Shows the code, asks for missing parameters, or goes to the MVPD's login, as requested. */
export function proceed(
  progress: SignInProgress,
  session: SignInSession,
  at: Instant,
): SignInTransition {
  if (progress.request.screen === 'second-screen') {
    return go(progress, { name: 'second-screen', session, msLeft: msLeft(session, at) })
  }
  if (session.url === undefined) return go(progress, { name: 'needs-parameters', session })
  return goToLogin(progress, session, session.url)
}

/** Goes to the MVPD's login as soon as Adobe's limit allows it. */
export function goToLogin(
  progress: SignInProgress,
  session: SignInSession,
  url: string,
): SignInTransition {
  const { epoch, request } = progress
  return go(progress, { name: 'opening-login', session, url }, [
    { type: 'wait-to-open', epoch, url, inPopup: usesPopup(request) },
  ])
}
