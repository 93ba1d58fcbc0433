import { sleep } from '../platform/abort.ts'
import type { HttpEvent } from './HttpEvent.ts'

/** What a try came to: a value or an error. */
export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
}

/** How often a failed try is repeated, at most, unless the client says otherwise. */
export const RETRIES = 3

/** How {@link withRetries} repeats a try. */
export interface RetryOptions {
  /** How often, at most. */
  readonly retries: number
  readonly emit?: ((event: HttpEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Repeats a try after up to 0.5, 1, 2 s and so on, with full jitter. `retryDelay` gives the least of
 * ms to wait before the next try, or `undefined` if there must be none. `attempt` is told how many
 * tries there were before.
 */
export async function withRetries<T>(
  attempt: (before: number) => Promise<T>,
  retryDelay: (outcome: Outcome<T>) => number | undefined,
  { retries, emit, signal }: RetryOptions,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    const running = attempt(retry - 1)
    const least = retryDelay(
      await running.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    )
    if (least === undefined || retry > retries || signal?.aborted) return running
    const delay = backoff(retry, least)
    emit?.({ type: 'retried', attempt: retry, delay })
    await sleep(delay, signal)
  }
}

/** ms. No backoff is longer, however often a try was repeated. */
const LONGEST_BACKOFF = 30_000

/** ms before the retry of this number, from 1 on: up to 0.5, 1, 2 s …, on top of the `least`. */
export const backoff = (retry: number, least: number, random?: () => number): number =>
  least + jitter(Math.min(250 * 2 ** retry, LONGEST_BACKOFF), random)

/** Something between 0 and `most` ms: full jitter. */
export const jitter = (most: number, random = Math.random): number => Math.round(random() * most)
