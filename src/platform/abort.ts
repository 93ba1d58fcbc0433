/** The reason of an aborted signal. Old browsers have no `signal.reason`: an `AbortError` there. */
export const abortReason = (signal: AbortSignal): unknown =>
  signal.reason ?? new DOMException('The call was aborted', 'AbortError')

// One listener per signal for all waiting callers: adding a listener compares it with all others.
const waiting = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>()

/** Settles like `work`, or rejects with the signal's reason if it aborts first. `work` goes on. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    let all = waiting.get(signal)
    const leave = () => all?.forEach((reject) => reject(abortReason(signal)))
    if (!all) signal.addEventListener('abort', leave)
    waiting.set(signal, (all ??= new Set()).add(reject))
    if (signal.aborted) leave()
    void work.then(resolve, reject).then(() => all?.delete(reject))
  })
}

/** Resolves after `ms`. Rejects with the signal's reason as soon as it aborts. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  abortable(new Promise((resolve) => setTimeout(resolve, ms)), signal)
