import type { Session } from '../rest-v2/sessions.ts'
import type { Pending } from './pending.ts'
import type { Instant } from './presentInstant.ts'
import type { SignInRequest } from './SignInState.ts'

/** A session that has begun, with its end by the clock of this page. */
export interface SignInSession extends Pending {
  /** When the code ends, by `monotonicNow`: the device's clock may be set in the meantime. */
  readonly endsAt: number
}

/** What a server's answer says about a session. */
export interface SessionAnswer
  extends Pick<Session, 'missingParameters' | 'notBefore' | 'notAfter'> {
  readonly code: string
  /** The absolute address of the MVPD's login. `undefined` if something is missing. */
  readonly url: string | undefined
}

/** What a session is made of. */
export interface SessionParts {
  readonly request: SignInRequest
  readonly answer: SessionAnswer
  readonly popupName: string | undefined
  readonly at: Instant
}

/** Returns a new session. Its lifetime counts from now, because the server's clock may be wrong. */
export function newSession({ request, answer, popupName, at }: SessionParts): SignInSession {
  const { code, url, missingParameters, notBefore = at.now, notAfter = Infinity } = answer
  const lifetime = notAfter > notBefore ? notAfter - notBefore : Infinity
  const ends = { notAfter: at.now + lifetime, endsAt: at.monotonicNow + lifetime }
  return { request, code, url, missingParameters, popupName, lifetime, ...ends }
}

/** Returns a session after more was given for it. It ends when it did before. */
export const resumedSession = (
  { lifetime, endsAt }: SignInSession,
  parts: SessionParts,
): SignInSession => withStoredEnd({ ...newSession(parts), lifetime, endsAt }, parts.at)

/** Returns the session that the tab keeps. */
export const restoredSession = (
  pending: Pending,
  { now, monotonicNow }: Instant,
): SignInSession => ({
  ...pending,
  endsAt: monotonicNow + pending.notAfter - now,
})

/** ms until the code ends. Negative after that. */
export const msLeft = ({ endsAt }: SignInSession, { monotonicNow }: Instant): number =>
  endsAt - monotonicNow

/** Corrects `notAfter`, after the device's clock was set. */
export const withStoredEnd = (session: SignInSession, at: Instant): SignInSession => ({
  ...session,
  notAfter: at.now + msLeft(session, at),
})

/** Returns what a tab keeps of a session. */
export function pendingOf(session: SignInSession): Pending {
  const { endsAt: _, ...pending } = session
  return pending
}
