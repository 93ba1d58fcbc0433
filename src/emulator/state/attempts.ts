/** Counts how often something was requested. */
export interface Attempts {
  /** Adds this time and returns the count. */
  readonly count: (...what: readonly string[]) => number
  readonly clear: () => void
}

/** Creates counters that start at 0. */
export function createAttempts(): Attempts {
  const counts = new Map<string, number>()
  return {
    count: (...what) => {
      const key = JSON.stringify(what)
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count
    },
    clear: () => counts.clear(),
  }
}
