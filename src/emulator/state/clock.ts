/** The emulator's time: the global clock and an offset, so that fake timers reach it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly advance: (ms: number) => void
  readonly reset: () => void
}

/** A clock that shows the real time until it is advanced. */
export function createClock(): Clock {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms
    },
    reset: () => {
      offset = 0
    },
  }
}
