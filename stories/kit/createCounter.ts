/** A number that goes up, kept outside React: whoever counts does not render for it. */
export interface Counter {
  readonly value: () => number
  readonly increment: () => void
  readonly subscribe: (listener: () => void) => () => void
}

/** Makes a counter that stands at 0. */
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
