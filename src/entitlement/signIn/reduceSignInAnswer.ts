import { failure, isRefusal } from '../failure.ts'
import type { Instant } from './presentInstant.ts'
import { type SignInProgress, type SignInStep, sessionOf, usesPopup } from './SignInProgress.ts'
import type { SignInAnswer, SignInAnswerOf, SignInTransition } from './SignInTransition.ts'
import { correctEnd, end, go, proceed, stay } from './sharedTransitions.ts'
import { msLeft, newSession, resumedSession, type SignInSession } from './signInSession.ts'

/** Returns the next state and effects for the result of an effect. */
export function reduceSignInAnswer(
  progress: SignInProgress,
  answer: SignInAnswer,
): SignInTransition {
  const { step, epoch } = progress
  if (answer.epoch !== epoch) return late(progress, answer)
  if (step.name === 'storing') return whileStoring(progress, step, answer)
  const session = sessionOf(step)
  if (!session && step.name !== 'starting') return stay(progress)
  switch (answer.type) {
    case 'session-begun':
      return begin(progress, answer)
    case 'may-open':
      return step.name === 'opening-login' ? openLogin(progress, step) : stay(progress)
    case 'viewer-found':
      return find(progress, answer)
    case 'failed':
      return fail(progress, answer.error)
    case 'nobody-found':
      return session ? lookAgain(progress, session, answer.at) : stay(progress)
    case 'look-failed':
      if (!session) return stay(progress)
      if (isRefusal(answer.error)) return end(progress, failureStep(answer.error))
      return afterLook(progress, session, answer.at)
    case 'stored':
    case 'viewer-left':
      return stay(progress)
  }
}

/** A late result is ignored, but a profile that was stored is reported. */
function late(progress: SignInProgress, answer: SignInAnswer): SignInTransition {
  if (answer.type !== 'stored') return stay(progress)
  const { mvpd, screen } = answer
  return { progress, effects: [{ type: 'report-late-sign-in', mvpd, screen }] }
}

/** After the viewer is found, only the result of storing matters. */
function whileStoring(
  progress: SignInProgress,
  { shown }: Extract<SignInStep, { readonly name: 'storing' }>,
  answer: SignInAnswer,
): SignInTransition {
  if (answer.type === 'viewer-left') return askAgain({ ...progress, step: shown }, answer.at)
  if (answer.type !== 'stored') return stay(progress)
  const { mvpd, profile } = answer
  return end(progress, { name: 'signed-in', mvpd, profile })
}

function begin(
  progress: SignInProgress,
  { answer, owner, popupName, at }: SignInAnswerOf<'session-begun'>,
): SignInTransition {
  const known = sessionOf(progress.step)
  const parts = { request: progress.request, answer, owner, popupName, at }
  const session = known?.code === answer.code ? resumedSession(known, parts) : newSession(parts)
  const { progress: next, effects } = proceed(progress, session, at)
  return { progress: next, effects: [{ type: 'keep-session', session }, ...effects] }
}

/** Opens the MVPD's login, in the popup or in this page. */
function openLogin(
  progress: SignInProgress,
  step: Extract<SignInStep, { readonly name: 'opening-login' }>,
): SignInTransition {
  const { epoch, request } = progress
  const { session, url } = step
  if (usesPopup(request)) return go(progress, step, [{ type: 'show-login', url }])
  const { navigate } = request
  return go(progress, { name: 'redirecting', session, url }, [
    { type: 'leave', epoch, url, navigate },
  ])
}

/** The response that named the viewer is outdated: repeats the request. */
function askAgain(progress: SignInProgress, at: Instant): SignInTransition {
  const { step, epoch, request } = progress
  const session = sessionOf(step)
  if (session && step.name !== 'starting') return lookAgain(progress, session, at)
  return go(progress, step, [
    session
      ? { type: 'resume-session', epoch, request, code: session.code }
      : { type: 'create-session', epoch, request },
  ])
}

function find(
  progress: SignInProgress,
  { mvpd, profiles, commits }: SignInAnswerOf<'viewer-found'>,
): SignInTransition {
  const { step, epoch, request } = progress
  const { screen } = request
  return go(progress, { name: 'storing', session: sessionOf(step), shown: step }, [
    { type: 'store-profile', epoch, mvpd, profiles, commits, screen },
  ])
}

/** No profile was found: polls again, unless this was the last poll. */
function lookAgain(
  progress: SignInProgress,
  session: SignInSession,
  at: Instant,
): SignInTransition {
  const next = afterLook(progress, session, at)
  const { step } = next.progress
  if (step.name !== 'checking') return next
  const looksLeft = step.looksLeft - 1
  if (looksLeft) return go(next.progress, { ...step, looksLeft }, next.effects)
  const unfinished = { ...step.session, isUnfinished: true }
  return go(progress, { name: 'not-signed-in', session: unfinished }, [
    { type: 'keep-session', session: unfinished },
  ])
}

/** Ends the sign-in if the code has expired: the last poll found no profile. */
function afterLook(
  progress: SignInProgress,
  session: SignInSession,
  at: Instant,
): SignInTransition {
  if (msLeft(session, at) <= 0) return end(progress, { name: 'expired' })
  if (session.notAfter > at.now) return stay(progress)
  // Only the device's clock says that the code has expired, so the clock was changed.
  return correctEnd(progress, session, at)
}

/** A session survives a temporary error: `retry` and `resume` continue it. */
function fail(progress: SignInProgress, error: unknown): SignInTransition {
  const session = sessionOf(progress.step)
  const step = failureStep(error)
  if (!session || step.name !== 'error' || isRefusal(error)) return end(progress, step)
  return go({ ...progress, epoch: progress.epoch + 1 }, { ...step, session })
}

function failureStep(error: unknown): Extract<SignInStep, { readonly name: 'error' | 'expired' }> {
  const state = failure(error, 'expired')
  return state.status === 'expired'
    ? { name: 'expired' }
    : { name: 'error', error: state.error, session: undefined }
}
