import { abortable } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'

/** Adobe's limits: how many requests at once, and how many a second after that. */
export interface ThrottleOptions {
  readonly burst: number
  readonly perSecond: number
}

/** Lets requests go in their turn. */
export interface Throttle {
  /**
   * Takes a turn: `undefined` where it may go now, else a promise of its turn. Token traffic goes
   * `first`. An aborted wait leaves the queue, spends nothing and rejects with the signal's reason.
   */
  turn(first: boolean, signal: AbortSignal | undefined): Promise<void> | undefined
  /** Gives the last turn back: its request has not left the device. */
  unsent(): void
  /** Holds everything back for `ms`: the server's bucket is empty, or may be. */
  pause(ms: number): void
  /** An answer has come: whatever was sent before it has arrived. */
  answered(): void
  /** ms until the next turn. */
  wait(): number
}

// No pause is longer: a time further off was written by a clock that was set since.
const LONGEST_PAUSE = 3_000

// Whoever had to wait comes a little late, for requests travel at different speeds, and a bucket that
// holds one has no room for what overtakes.
const LATENESS = 80

/**
 * The client's side of Adobe's token bucket, as GCRA: one timestamp that every request moves on by
 * an interval, shared by the tabs and kept over reloads in localStorage, as well as it can be.
 * `false` paces nothing; the pause after a 429 stays.
 */
export function createThrottle(name: string, options: ThrottleOptions | false): Throttle {
  const interval = options ? 1_000 / options.perSecond : 0
  const slack = options ? (options.burst - 1) * interval : 0
  const key = `${name}:${interval}:${slack}`
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When a request went out that found the bucket full, until there is an answer. */
  let leading: number | undefined
  /** When a bucket without slack lets the next request go, and before when none goes at all. */
  let times = [0, 0]

  // Forbidden, missing or full: this tab paces itself.
  const storage = <T>(access: (storage: Storage) => T): T | undefined =>
    typeof document === 'undefined' ? undefined : attempt(() => access(localStorage))
  const read = (): [number, number] => {
    const now = Date.now()
    const stored = storage((area) => area.getItem(key)?.split(' ').map(Number)) ?? []
    // Each by itself: what this tab remembers may be older than the clock that another has written by.
    const sane = (i: number, most: number) =>
      Math.max(now, ...[times[i], stored[i]].map((time = 0) => (time <= now + most ? time : 0)))
    return [sane(0, slack + interval + LONGEST_PAUSE), sane(1, LONGEST_PAUSE)]
  }
  const write = (next: number, until: number) => {
    times = [next, until]
    storage((area) => area.setItem(key, times.join(' ')))
  }
  const wait = () => {
    const [next, until] = read()
    return Math.max(next - slack, until) - Date.now()
  }
  const spend = (waited?: 'waited') => {
    const now = Date.now()
    const [next, until] = read()
    if (next <= now) leading = now
    const isLast = next + interval - slack > now
    // A bucket whose burst does not come again earns nothing before that is used up, nor while a
    // late request is on its way.
    write((waited || isLast ? Math.max(next, now + slack) : next) + interval, until)
  }
  const pump = () => {
    timer = undefined
    for (let head = queue[0]; head && !timer; head = queue[0]) {
      const ms = wait()
      if (ms > 0 && !head.signal?.aborted) timer = setTimeout(pump, Math.ceil(ms) + LATENESS)
      else {
        queue.shift()
        if (!head.signal?.aborted) spend('waited')
        head.go()
      }
    }
  }

  // The first access to localStorage takes a millisecond or two: not when a request waits for it.
  // The clock is not read here: a renderer that keeps its output refuses that.
  storage((area) => area.getItem(key))

  return {
    wait,
    answered() {
      if (leading === undefined) return
      // A full bucket earns nothing until the first request arrives, which may be as late as this.
      const late = Math.min(Math.max(Date.now() - leading, 0), interval)
      leading = undefined
      const [next, until] = read()
      write(next + late, until)
    },
    unsent() {
      const [next, until] = read()
      leading = undefined
      write(next - interval, until)
      // Whoever waits for that turn may go now.
      clearTimeout(timer)
      pump()
    },
    pause(ms) {
      const [next, until] = read()
      const end = Date.now() + ms
      write(Math.max(next, end + slack), Math.max(until, end))
    },
    turn(first, signal) {
      if ((first || !queue.length) && wait() <= 0) {
        spend()
        return undefined
      }
      const turn = new Promise<void>((go) => queue[first ? 'unshift' : 'push']({ go, signal }))
      if (!timer) pump()
      return abortable(turn, signal)
    },
  }
}

/** A request that waits for its turn; an aborted one spends nothing when it comes. */
interface Waiting {
  readonly go: () => void
  readonly signal: AbortSignal | undefined
}
