import type { Belongs } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Viewer } from './signIns.ts'

/** The parameters that a session needs before the viewer can go to the MVPD. */
export interface SessionParameters {
  mvpd?: string
  domainName?: string
  redirectUrl?: string
}

/** An authentication session: a code, and the viewer that it signs in. */
export interface Session {
  readonly id: string
  readonly code: string
  readonly serviceProvider: string
  readonly viewer: Viewer
  /** The recognised device that created the session. */
  readonly device: Readonly<Record<string, unknown>>
  readonly parameters: SessionParameters
  /** ms since the epoch. */
  readonly notBefore: number
  /** ms since the epoch. */
  readonly notAfter: number
}

/** The authentication sessions of one emulator. */
export interface Sessions {
  readonly create: (
    start: Pick<Session, 'serviceProvider' | 'viewer' | 'device' | 'parameters'>,
  ) => Session
  /** Returns the session of a code that has not expired. */
  readonly find: (serviceProvider: string, code: string) => Session | undefined
  /** Returns the client of a code, even of an expired one. */
  readonly clientOf: (code: string) => string | undefined
  readonly remove: (belongs: Belongs) => void
  readonly clear: () => void
}

// Without 0, O, 1 and I, because a viewer types the code on another screen.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const createCode = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(7)), (byte) => letters[byte % 32]).join('')

/** Creates an empty list of sessions. Each code lives for `lifetime` seconds. */
export function createSessions(clock: Clock, lifetime: number): Sessions {
  const sessions = new Map<string, Session>()
  return {
    create: (start) => {
      const now = clock.now()
      const session: Session = {
        ...start,
        id: crypto.randomUUID(),
        code: createCode(),
        notBefore: now,
        notAfter: now + lifetime * 1000,
      }
      sessions.set(session.code, session)
      return session
    },
    find: (serviceProvider, code) => {
      const session = sessions.get(code)
      const good = session?.serviceProvider === serviceProvider && clock.now() < session.notAfter
      return good ? session : undefined
    },
    clientOf: (code) => sessions.get(code)?.viewer.client,
    remove: (belongs) => {
      for (const { code, viewer } of sessions.values()) {
        if (belongs(viewer.client)) sessions.delete(code)
      }
    },
    clear: () => sessions.clear(),
  }
}
