import type { AccessToken } from '../oauth/requestToken.ts'

/** A timer set further off than this fires at once. */
export const LONGEST_TIMER = 2 ** 31 - 1

// A clock that is set right by a minute costs no token.
const CLOCK_SLACK = 60_000

/** How a token ages, by this device's clock. */
export interface TokenLife {
  /** Whether the token may be used now: not expiring soon, not from a time yet to come. */
  isAlive(token: AccessToken): boolean
  /** ms until the token should be renewed; negative when that is overdue. */
  left(token: AccessToken): number
}

/**
 * @param renewBefore ms before the expiry; default a tenth of the lifetime, at most a minute.
 * Never more than half the lifetime.
 */
export function createTokenLife(renewBefore: number | undefined): TokenLife {
  const left = ({ issuedAt, expiresAt }: AccessToken) => {
    const lifetime = expiresAt - issuedAt
    const margin = Math.min(renewBefore ?? Math.min(lifetime / 10, 60_000), lifetime / 2)
    return expiresAt - margin - Date.now()
  }
  return {
    left,
    isAlive: (token) => token.issuedAt - CLOCK_SLACK <= Date.now() && left(token) > 0,
  }
}
