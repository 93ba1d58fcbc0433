import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Session } from '../state/sessions.ts'
import { missingParameters } from './missingParameters.ts'

/** Returns why the viewer of a session needs no sign-in before authorization, if so. */
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

/** How a response may differ from the default. */
export interface SessionAnswerOptions {
  /** The `actionName` if parameters are missing. */
  readonly incomplete: 'resume' | 'retry'
  /** Why this is not the requested response. Default `none`. */
  readonly reasonType?: string
}

/** What the application must do next in a session. */
export interface SessionAnswer {
  readonly actionName: 'authenticate' | 'authorize' | 'resume' | 'retry'
  readonly [field: string]: unknown
}

/** Returns the response for the current state of a session. */
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
