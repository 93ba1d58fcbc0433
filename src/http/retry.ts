import { sleep } from '../platform/abort.ts'
import type { HttpEvent } from './HttpEvent.ts'

/** The outcome of a try: a value or an error. */
export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
}

/** The default of the option `retries`: how often a failed try is repeated, at most. */
export const RETRIES = 3

/** The options of {@link withRetries}. */
export interface RetryOptions {
  /** The maximum number of retries. */
  readonly retries: number
  readonly emit?: ((event: HttpEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Repeats a failed try after up to 0.5, 1, 2 s and so on, with full jitter. `retryDelay` returns
 * the minimum delay before the next try in ms, or `undefined` for no retry. `attempt` receives the
 * number of earlier tries.
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

/** ms. The longest backoff, however many retries there were. */
const LONGEST_BACKOFF = 30_000

/** ms before retry number `retry`, counted from 1: `least` plus up to 0.5, 1, 2 s and so on. */
export const backoff = (retry: number, least: number, random?: () => number): number =>
  least + jitter(Math.min(250 * 2 ** retry, LONGEST_BACKOFF), random)

/** A random delay between 0 and `most` ms: full jitter. */
export const jitter = (most: number, random = Math.random): number => Math.round(random() * most)
