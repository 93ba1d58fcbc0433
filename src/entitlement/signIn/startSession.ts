import type { PassClient } from '../../client/PassClient.ts'
import { answerUrl } from '../../rest-v2/answerUrl.ts'
import { profile } from '../../rest-v2/profiles.ts'
import { createSession, resumeSession } from '../../rest-v2/sessions.ts'
import { checkUrls } from '../addresses.ts'
import type { SignInAnswerOf, SignInEffectOf } from './SignInTransition.ts'

/** The result of a session request. */
type StartedSession =
  | Pick<SignInAnswerOf<'session-begun'>, 'type' | 'answer'>
  | Omit<SignInAnswerOf<'viewer-found'>, 'epoch' | 'commits'>

/**
 * Creates or resumes a session. If no sign-in is needed, requests the viewer's profile.
 *
 * @throws PassConfigurationError for a URL that is not absolute, and the errors of
 * `PassClient.request`.
 */
export async function startSession(
  pass: PassClient,
  effect: SignInEffectOf<'create-session' | 'resume-session'>,
): Promise<StartedSession> {
  const { request } = effect
  checkUrls(request)
  const known = effect.type === 'resume-session' ? effect.code : undefined
  const session = await pass.request(
    known === undefined ? createSession(request) : resumeSession({ ...request, code: known }),
  )
  const { actionName, mvpd = request.mvpd, missingParameters, notBefore, notAfter } = session
  // The viewer is signed in already, or need not sign in.
  if (actionName === 'authorize' && mvpd) {
    const { profiles } = await pass.request(profile({ mvpd }))
    return { type: 'viewer-found', mvpd, profiles }
  }
  // The response about a known session need not repeat the code.
  const { code = known ?? '' } = session
  // Without a code the profile could not be polled, so the URL is useless.
  const url = missingParameters.length
    ? undefined
    : answerUrl(pass, { url: code ? session.url : undefined })
  return { type: 'session-begun', answer: { code, url, missingParameters, notBefore, notAfter } }
}
