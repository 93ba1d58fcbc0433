import type { Session } from '../../rest-v2/sessions.ts'
import type { Pending } from './pending.ts'
import type { Instant } from './presentInstant.ts'
import type { SignInRequest } from './SignInState.ts'

/** A started session, with its end by the clock of this page. */
export interface SignInSession extends Pending {
  /** When the code expires, by `monotonicNow`: the device's clock may be changed meanwhile. */
  readonly endsAt: number
}

/** What a response says about a session. */
export interface SessionAnswer
  extends Pick<Session, 'missingParameters' | 'notBefore' | 'notAfter'> {
  readonly code: string
  /** The absolute URL of the MVPD's login. `undefined` while parameters are missing. */
  readonly url: string | undefined
}

/** What a session is created from. */
export interface SessionParts {
  readonly request: SignInRequest
  readonly answer: SessionAnswer
  readonly owner: string | undefined
  readonly popupName: string | undefined
  readonly at: Instant
}

/** Returns a new session. Its lifetime starts now, because the server's clock may be wrong. */
export function newSession({ request, answer, owner, popupName, at }: SessionParts): SignInSession {
  const { code, url, missingParameters, notBefore = at.now, notAfter = Infinity } = answer
  const lifetime = notAfter > notBefore ? notAfter - notBefore : Infinity
  const ends = { notAfter: at.now + lifetime, endsAt: at.monotonicNow + lifetime }
  return { request, code, owner, url, missingParameters, popupName, lifetime, ...ends }
}

/** Returns a session after it got more parameters. It keeps its end. */
export const resumedSession = (
  { lifetime, endsAt }: SignInSession,
  parts: SessionParts,
): SignInSession => withStoredEnd({ ...newSession(parts), lifetime, endsAt }, parts.at)

/** Returns the session that the tab has stored. */
export const restoredSession = (
  pending: Pending,
  { now, monotonicNow }: Instant,
): SignInSession => ({
  ...pending,
  endsAt: monotonicNow + pending.notAfter - now,
})

/** ms until the code expires. Negative after that. */
export const msLeft = ({ endsAt }: SignInSession, { monotonicNow }: Instant): number =>
  endsAt - monotonicNow

/** Corrects `notAfter` after the device's clock was changed. */
export const withStoredEnd = (session: SignInSession, at: Instant): SignInSession => ({
  ...session,
  notAfter: at.now + msLeft(session, at),
})

/** Returns the part of a session that the tab stores. */
export function pendingOf(session: SignInSession): Pending {
  const { endsAt: _, ...pending } = session
  return pending
}
