import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Session } from '../state/sessions.ts'
import { missingParameters } from './missingParameters.ts'

/** Why the viewer of a session can go on to authorization without signing in, if that is so. */
function authorizeReason({ parameters, viewer }: Session, state: EmulatorState) {
  const mvpd = state.findMvpd(parameters.mvpd)
  if (!mvpd) return undefined
  const kind = kindOf(mvpd)
  if (kind === 'temporary' || kind === 'promotional') return 'temporary'
  const profile = state.signIns.find(viewer, mvpd.id)
  if (profile && state.clock.now() < profile.notAfter) {
    return profile.type === 'regular' ? 'authenticated' : 'authenticatedSSO'
  }
  return kind === 'authn-all' ? 'degraded' : undefined
}

/** How the fields of an answer may differ from the plain ones. */
export interface SessionAnswerOptions {
  /** What to do about missing parameters. */
  readonly incomplete: 'resume' | 'retry'
  /** Why this is not the answer that was asked for; default `none`. */
  readonly reasonType?: string
}

/** What the application has to do next in a session. */
export interface SessionAnswer {
  readonly actionName: 'authenticate' | 'authorize' | 'resume' | 'retry'
  readonly [field: string]: unknown
}

/** The answer about a session as it stands now. */
export function sessionAnswer(
  session: Session,
  state: EmulatorState,
  { incomplete, reasonType = 'none' }: SessionAnswerOptions,
): SessionAnswer {
  const { id: sessionId, code, serviceProvider, notBefore, notAfter } = session
  const { mvpd } = session.parameters
  const api = (...path: readonly string[]) =>
    `/api/v2/${path.map((part) => encodeURIComponent(part)).join('/')}`
  const common = { sessionId, ...(mvpd !== undefined && { mvpd }), serviceProvider }
  const reason = authorizeReason(session, state)
  if (mvpd !== undefined && reason) {
    const url = api(serviceProvider, 'decisions', 'authorize', mvpd)
    return { actionName: 'authorize', actionType: 'direct', reasonType: reason, url, ...common }
  }

  const withCode = {
    ...common,
    code,
    notBefore: String(notBefore),
    notAfter: String(notAfter),
  }
  const missing = missingParameters(session.parameters, state.domainParameter)
  if (missing.length === 0) {
    const url = api('authenticate', serviceProvider, code)
    return { actionName: 'authenticate', actionType: 'interactive', reasonType, url, ...withCode }
  }
  return {
    actionName: incomplete,
    actionType: 'direct',
    reasonType,
    missingParameters: missing,
    url: api(serviceProvider, 'sessions', code),
    ...withCode,
  }
}
