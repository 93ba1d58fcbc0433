/** Planned items for the next calls, in the order of planning. Each applies a number of times. */
export interface PlannedQueue<T> {
  readonly add: (item: T, times: number) => void
  /** Returns the first item that matches, and counts one use of it. */
  readonly take: (matches: (item: T) => boolean) => T | undefined
  readonly clear: () => void
}

/** Creates an empty queue. */
export function createPlannedQueue<T>(): PlannedQueue<T> {
  let queue: { readonly item: T; times: number }[] = []
  return {
    add: (item, times) => {
      queue.push({ item, times })
    },
    take: (matches) => {
      const next = queue.find(({ item }) => matches(item))
      if (!next) return undefined
      next.times -= 1
      if (next.times === 0) queue = queue.filter((planned) => planned !== next)
      return next.item
    },
    clear: () => {
      queue = []
    },
  }
}
