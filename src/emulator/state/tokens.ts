import type { Belongs, ClientApplication } from './clients.ts'
import type { Clock } from './clock.ts'

/** An access token as in the token endpoint's response. */
export interface IssuedToken {
  readonly id: string
  readonly value: string
  readonly clientId: string
  /** ms since the epoch. */
  readonly createdAt: number
  /** Seconds. */
  readonly expiresIn: number
}

/** The access tokens of one emulator. */
export interface Tokens {
  readonly issue: (client: ClientApplication) => IssuedToken
  readonly find: (
    value: string,
  ) => { readonly clientId: string; readonly good: boolean } | undefined
  /** Sets the lifetime of new tokens, for one application or for all. */
  readonly setLifetime: (seconds: number, application: string | undefined) => void
  readonly revoke: (belongs: Belongs) => void
  readonly reset: () => void
}

/** Creates an empty list of tokens. Each token lives for `lifetime` seconds. */
export function createTokens(clock: Clock, lifetime: number): Tokens {
  let usual = lifetime
  const own = new Map<string, number>()
  const tokens = new Map<string, IssuedToken>()
  const revoked = new Set<string>()

  return {
    issue: (client) => {
      const token: IssuedToken = {
        id: crypto.randomUUID(),
        value: `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', ''),
        clientId: client.id,
        createdAt: clock.now(),
        expiresIn: own.get(client.application) ?? usual,
      }
      tokens.set(token.value, token)
      return token
    },
    find: (value) => {
      const token = tokens.get(value)
      if (!token) return undefined
      const expired = clock.now() >= token.createdAt + token.expiresIn * 1000
      return { clientId: token.clientId, good: !expired && !revoked.has(value) }
    },
    setLifetime: (seconds, application) => {
      if (application !== undefined) {
        own.set(application, seconds)
        return
      }
      usual = seconds
      own.clear()
    },
    revoke: (belongs) => {
      for (const { value, clientId } of tokens.values()) if (belongs(clientId)) revoked.add(value)
    },
    reset: () => {
      tokens.clear()
      revoked.clear()
      usual = lifetime
      own.clear()
    },
  }
}
