import type { AccessToken } from '../wire/requestToken.ts'

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
 * How long before its expiry a token is renewed, and no longer used: `renewBefore`, by default a
 * tenth of its lifetime, at most a minute; never more than half the lifetime. All in ms.
 */
export const renewalMargin = (lifetime: number, renewBefore?: number) =>
  Math.min(renewBefore ?? Math.min(lifetime / 10, 60_000), lifetime / 2)

/** @param renewBefore as `renewalMargin` has it. */
export function createTokenLife(renewBefore: number | undefined): TokenLife {
  const left = ({ issuedAt, expiresAt }: AccessToken) =>
    expiresAt - renewalMargin(expiresAt - issuedAt, renewBefore) - Date.now()
  return {
    left,
    isAlive: (token) => token.issuedAt - CLOCK_SLACK <= Date.now() && left(token) > 0,
  }
}
