/** What an aborted signal rejects with; old browsers know no `reason`. */
export const abortReason = (signal: AbortSignal): unknown =>
  signal.reason ?? new DOMException('The call was aborted', 'AbortError')

// A signal has one listener, however many wait: it would compare each new one with all others.
const waiting = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>()

/** The same promise for a caller with a signal: the work goes on, the caller need not wait. */
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

/** Resolves after `ms`; rejects at once with the reason of a signal that aborts. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  abortable(new Promise((resolve) => setTimeout(resolve, ms)), signal)
