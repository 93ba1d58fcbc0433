import { monotonicNow } from './monotonicNow.ts'

/** ms. A timer that is later shows that the page stood still. */
const LATE = 100

/** ms in which a page that stood still gets the answers that arrived meanwhile. */
const CATCH_UP = 1_000

/**
 * Calls `onOver` after `ms`, until the returned function is called.
 *
 * A page stands still while it is frozen, in the back/forward cache, or busy. Its timers run before
 * the answers that arrived meanwhile, so it gets one more second for them.
 */
export function timeLimit(ms: number, onOver: () => void): () => void {
  const dueAt = monotonicNow() + ms
  let timer = setTimeout(() => {
    if (monotonicNow() - dueAt < LATE) onOver()
    else timer = setTimeout(onOver, CATCH_UP)
  }, ms)
  return () => clearTimeout(timer)
}
