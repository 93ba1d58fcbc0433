import { sleep } from '../platform/abort.ts'
import type { HttpEvent } from './HttpEvent.ts'

/** What a try came to. */
export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
}

/** How often what has failed is tried again, at most, unless the client says otherwise. */
export const RETRIES = 3

/** How {@link withRetries} tries again. */
export interface RetryOptions {
  /** How often, at most. */
  readonly retries: number
  readonly emit?: ((event: HttpEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Tries again after up to 0.5, 1, 2 s and so on, with full jitter. `judge` gives the least of ms to
 * wait before the next try, or `undefined` where that makes no sense. `attempt` is told how many
 * tries there were before.
 */
export async function withRetries<T>(
  attempt: (before: number) => Promise<T>,
  judge: (outcome: Outcome<T>) => number | undefined,
  { retries, emit, signal }: RetryOptions,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    const running = attempt(retry - 1)
    const least = judge(
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

/** ms. However often something is tried again, it is not waited for longer than this. */
const LONGEST_BACKOFF = 30_000

/** ms before the retry of this number, from 1 on: up to 0.5, 1, 2 s …, on top of the `least`. */
export const backoff = (retry: number, least: number, random?: () => number) =>
  least + jitter(Math.min(250 * 2 ** retry, LONGEST_BACKOFF), random)

/** Something between 0 and `most` ms: full jitter. */
export const jitter = (most: number, random = Math.random) => Math.round(random() * most)
