/** The emulator's time: the global clock plus an offset. Fake timers affect it. */
export interface Clock {
  /** ms since the epoch. */
  readonly now: () => number
  readonly advance: (ms: number) => void
  readonly reset: () => void
}

/** Creates a clock that shows the real time until it is advanced. */
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
