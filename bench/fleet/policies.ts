import { dcrRetryDelay } from '../../src/credentials/dcrClient.ts'
import { mayReplace } from '../../src/credentials/replacement.ts'
import { PassNetworkError } from '../../src/errors/PassNetworkError.ts'
import { PassThrottledError } from '../../src/errors/PassThrottledError.ts'
import { PassTokenError } from '../../src/errors/PassTokenError.ts'
import { backoff, RETRIES } from '../../src/http/retry.ts'
import { renewalMargin } from '../../src/token/lifetime.ts'
import { pauseAfter } from '../../src/token/pauseAfter.ts'

type Random = () => number

/** The policies of a browser. Times in ms. */
export interface Policies {
  /** How long before its expiry a token is renewed and no longer used. */
  renewalMargin(lifetime: number): number
  /** How often an acquisition is repeated, if a caller waits. */
  readonly retries: number
  /** The delay before a retry. */
  backoff(retry: number, least: number, random: Random): number
  /** Whether an acquisition without a waiting caller is repeated too. */
  readonly insistsUnasked: boolean
  /** The time from a failed acquisition to the next one without a caller. */
  pauseAfter(quiet: number, random: Random, failedAt: number): number
  /** Whether refused credentials may be replaced. */
  mayReplace(record: { replacedAt?: number | undefined }, now: number): boolean
}

/** The client's own functions. */
export const tuned: Policies = {
  renewalMargin,
  retries: RETRIES,
  backoff,
  insistsUnasked: false,
  pauseAfter,
  mayReplace,
}

/** The policies of the client before it was simulated, for comparison. */
export const untuned: Policies = {
  ...tuned,
  insistsUnasked: true,
  // From the time of the failure, without randomness: browsers that fail together retry together.
  pauseAfter: (_quiet, _random, failedAt) => 30_000 + (failedAt % 30_000) / 2,
}

/** The shortest delay before a retry, by the kind of failure. */
export const leastDelay = {
  '503': dcrRetryDelay({ error: new PassTokenError(undefined, 503) }) ?? NaN,
  '429': dcrRetryDelay({ error: new PassThrottledError(1_000) }) ?? NaN,
  timeout: dcrRetryDelay({ error: new PassNetworkError('No answer', true) }) ?? NaN,
}
