/** How often something has been asked for. */
export interface Attempts {
  /** Counts this time too. */
  readonly count: (...what: readonly string[]) => number
  readonly clear: () => void
}

/** Nothing has been asked for yet. */
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
