/** What an aborted signal rejects with; old browsers know no `reason`. */
export const abortReason = (signal: AbortSignal | undefined): unknown =>
  signal?.reason ?? new DOMException('The call was aborted', 'AbortError')

/** The same promise for a caller with a signal: the work goes on, the caller need not wait. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const leave = () => reject(abortReason(signal))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave)
    void work.then(resolve, reject).then(() => signal.removeEventListener('abort', leave))
  })
}

/** Resolves after `ms`; rejects at once with the reason of a signal that aborts. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  abortable(new Promise((resolve) => setTimeout(resolve, ms)), signal)
