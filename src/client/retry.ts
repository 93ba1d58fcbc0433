import { sleep } from './abort.ts'
import type { Emit } from './events.ts'

/** What a try came to. */
export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
}

/** How often what has failed is tried again, at most. */
export const RETRIES = 3

/**
 * Tries at most three times more, after up to 0.5, 1 and 2 s with full jitter. `judge` gives the
 * least of ms to wait before the next try, or `undefined` where that makes no sense. `attempt` is
 * told how many tries there were before.
 */
export async function withRetries<T>(
  attempt: (before: number) => Promise<T>,
  judge: (outcome: Outcome<T>) => number | undefined,
  emit: Emit,
  signal?: AbortSignal,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    const running = attempt(retry - 1)
    const least = judge(
      await running.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    )
    if (least === undefined || retry > RETRIES || signal?.aborted) return running
    const delay = backoff(retry, least)
    emit({ type: 'retried', attempt: retry, delay })
    await sleep(delay, signal)
  }
}

/** ms before the retry of this number, from 1 on: up to 0.5, 1 and 2 s, on top of the `least`. */
export const backoff = (retry: number, least: number, random?: () => number) =>
  least + jitter(250 * 2 ** retry, random)

/** Something between 0 and `most` ms: full jitter. */
export const jitter = (most: number, random = Math.random) => Math.round(random() * most)
