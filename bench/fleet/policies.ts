import { dcrRetryDelay } from '../../src/credentials/dcrClient.ts'
import { mayReplace } from '../../src/credentials/replacement.ts'
import { PassNetworkError } from '../../src/errors/PassNetworkError.ts'
import { PassThrottledError } from '../../src/errors/PassThrottledError.ts'
import { PassTokenError } from '../../src/errors/PassTokenError.ts'
import { backoff, RETRIES } from '../../src/http/retry.ts'
import { renewalMargin } from '../../src/token/lifetime.ts'
import { pauseAfter } from '../../src/token/pauseAfter.ts'

type Random = () => number

/** What a browser decides by. Times in ms. */
export interface Policies {
  /** How long before its expiry a token is renewed, and no longer used. */
  renewalMargin(lifetime: number): number
  /** How often an acquisition is repeated, if somebody waits. */
  readonly retries: number
  /** Before it does. */
  backoff(retry: number, least: number, random: Random): number
  /** Whether one that nobody waits for is repeated too. */
  readonly insistsUnasked: boolean
  /** From one that failed to the next one that nobody asks for. */
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

/** What the client did before it was simulated, to compare with. */
export const untuned: Policies = {
  ...tuned,
  insistsUnasked: true,
  // From the moment of the failure and no random number: who fails together comes back together.
  pauseAfter: (_quiet, _random, failedAt) => 30_000 + (failedAt % 30_000) / 2,
}

/** What the client waits at least before a retry, by the answer that was none. */
export const leastDelay = {
  '503': dcrRetryDelay({ error: new PassTokenError(undefined, 503) }) ?? NaN,
  '429': dcrRetryDelay({ error: new PassThrottledError(1_000) }) ?? NaN,
  timeout: dcrRetryDelay({ error: new PassNetworkError('No answer', true) }) ?? NaN,
}
