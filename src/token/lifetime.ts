import type { AccessToken } from '../wire/accessToken.ts'

/** ms. A timer with a longer delay fires at once. */
export const LONGEST_TIMER = 2 ** 31 - 1

/** ms. Correcting the clock by up to a minute does not invalidate a token. */
const CLOCK_TOLERANCE = 60_000

/**
 * How long before its expiry a token is renewed and no longer used: `renewBefore`, by default a
 * tenth of its lifetime, at most a minute. Never more than half the lifetime. All in ms.
 */
export const renewalMargin = (lifetime: number, renewBefore?: number): number =>
  Math.min(renewBefore ?? Math.min(lifetime / 10, 60_000), lifetime / 2)

/** ms until the token should be renewed, by this device's clock; negative if that is overdue. */
export const msUntilRenewal = (
  { issuedAt, expiresAt }: AccessToken,
  renewBefore: number | undefined,
): number => expiresAt - renewalMargin(expiresAt - issuedAt, renewBefore) - Date.now()

/** Whether the token may be used now: it does not expire soon, and is not from the future. */
export const isAlive = (token: AccessToken, renewBefore: number | undefined): boolean =>
  token.issuedAt - CLOCK_TOLERANCE <= Date.now() && msUntilRenewal(token, renewBefore) > 0
