/** Things that coming calls will meet, each a number of times, in the order of their planning. */
export interface PlannedQueue<T> {
  readonly add: (item: T, times: number) => void
  /** The first that matches; it is met once more. */
  readonly take: (matches: (item: T) => boolean) => T | undefined
  readonly clear: () => void
}

/** Nothing is planned. */
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
