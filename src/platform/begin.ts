/**
 * Begins work whose result somebody may want later. A failure is reported to those who wait for it,
 * and to nobody else.
 */
export function begin<T>(work: () => Promise<T>): Promise<T> {
  const running = (async () => work())()
  running.catch(() => {})
  return running
}
