/** A counter outside React: a component that increments it does not render for it. */
export interface Counter {
  readonly value: () => number
  readonly increment: () => void
  readonly subscribe: (listener: () => void) => () => void
}

/** Creates a counter that starts at 0. */
export function createCounter(): Counter {
  let value = 0
  const listeners = new Set<() => void>()
  return {
    value: () => value,
    increment: () => {
      value += 1
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
