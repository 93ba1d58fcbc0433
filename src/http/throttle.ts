import { abortable } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'

/** Adobe's limits: how many requests at once, and how many a second after that. */
export interface ThrottleOptions {
  readonly burst: number
  readonly perSecond: number
}

/** Who waits to send a request. */
export interface Sender {
  /** Whether it goes before the others: token traffic, and what is repeated. */
  readonly first: boolean
  /** An aborted wait leaves the queue, spends nothing and rejects with the signal's reason. */
  readonly signal: AbortSignal | undefined
}

/** Paces requests. */
export interface Throttle {
  /** Takes a slot: `undefined` if the request may go now, else a promise of its slot. */
  readonly acquire: (sender: Sender) => Promise<void> | undefined
  /** Gives the last slot back: its request has not left the device. */
  readonly release: () => void
  /** Holds everything back for `ms`: the server's bucket is empty, or may be. */
  readonly pause: (ms: number) => void
  /** Says that an answer has come: whatever was sent before it has arrived. */
  readonly answered: () => void
  /** ms until the next slot. */
  readonly wait: () => number
}

/** ms. No pause is longer: a time further off was written by a clock that was set since. */
const LONGEST_PAUSE = 3_000

/**
 * ms by which a queued request is sent late: requests can overtake each other, and a bucket of one
 * would reject the earlier one.
 */
const LATENESS = 80

/** A request that waits for its slot. */
interface Waiting {
  readonly go: () => void
  readonly signal: AbortSignal | undefined
}

/** What the tabs share. Both are ms since the epoch. */
interface Pace {
  /** GCRA's theoretical arrival time: each request moves it on by an interval. */
  readonly tat: number
  /** Before this nothing goes at all. */
  readonly pausedUntil: number
}

/**
 * Makes the client's side of Adobe's token bucket, as GCRA: one timestamp that every request moves
 * on by an interval, shared by the tabs and kept over reloads in localStorage, as far as that works.
 * `false` paces nothing; the pause after a 429 stays.
 */
export function createThrottle(name: string, options: ThrottleOptions | false): Throttle {
  const interval = options ? 1_000 / options.perSecond : 0
  const burstTolerance = options ? (options.burst - 1) * interval : 0
  const key = `${name}:${interval}:${burstTolerance}`
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When a request found the bucket full, until there is an answer. */
  let probeSentAt: number | undefined
  let own: Pace = { tat: 0, pausedUntil: 0 }

  // Forbidden, missing or full: this tab paces itself.
  const storage = <T>(access: (storage: Storage) => T): T | undefined =>
    typeof document === 'undefined' ? undefined : attempt(() => access(localStorage))
  const read = (): Pace => {
    const now = Date.now()
    const [tat = 0, pausedUntil = 0] =
      storage((area) => area.getItem(key)?.split(' ').map(Number)) ?? []
    // Each by itself: what this tab remembers may be older than the clock that another has written by.
    const latest = (times: readonly number[], furthest: number) =>
      Math.max(now, ...times.filter((time) => time <= now + furthest))
    return {
      tat: latest([own.tat, tat], burstTolerance + interval + LONGEST_PAUSE),
      pausedUntil: latest([own.pausedUntil, pausedUntil], LONGEST_PAUSE),
    }
  }
  const write = (pace: Pace) => {
    own = pace
    storage((area) => area.setItem(key, `${pace.tat} ${pace.pausedUntil}`))
  }
  const wait = () => {
    const { tat, pausedUntil } = read()
    return Math.max(tat - burstTolerance, pausedUntil) - Date.now()
  }

  /** Moves the time on by an interval, from `earliest` at least. */
  function spend({ tat, pausedUntil }: Pace, earliest: number) {
    if (tat <= Date.now()) probeSentAt = Date.now()
    write({ tat: Math.max(tat, earliest) + interval, pausedUntil })
  }
  /** The time of an empty bucket. */
  const whenEmpty = () => Date.now() + burstTolerance
  function spendAtOnce() {
    const pace = read()
    const isLast = pace.tat + interval > whenEmpty()
    // A bucket whose burst does not come again earns nothing before that is used up.
    spend(pace, isLast ? whenEmpty() : 0)
  }
  // Nor does it while a late request is on its way.
  const spendLate = () => spend(read(), whenEmpty())

  const pump = () => {
    timer = undefined
    for (let head = queue[0]; head && !timer; head = queue[0]) {
      const ms = wait()
      if (ms > 0 && !head.signal?.aborted) timer = setTimeout(pump, Math.ceil(ms) + LATENESS)
      else {
        queue.shift()
        if (!head.signal?.aborted) spendLate()
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
      if (probeSentAt === undefined) return
      // A full bucket earns nothing until the first request arrives, which may be as late as this.
      const late = Math.min(Math.max(Date.now() - probeSentAt, 0), interval)
      probeSentAt = undefined
      const { tat, pausedUntil } = read()
      write({ tat: tat + late, pausedUntil })
    },
    release() {
      const { tat, pausedUntil } = read()
      probeSentAt = undefined
      write({ tat: tat - interval, pausedUntil })
      // Who waits for that slot may go now.
      clearTimeout(timer)
      pump()
    },
    pause(ms) {
      const { tat, pausedUntil } = read()
      const end = Date.now() + ms
      write({
        tat: Math.max(tat, end + burstTolerance),
        pausedUntil: Math.max(pausedUntil, end),
      })
    },
    acquire({ first, signal }) {
      if ((first || !queue.length) && wait() <= 0) {
        spendAtOnce()
        return undefined
      }
      const slot = new Promise<void>((go) => queue[first ? 'unshift' : 'push']({ go, signal }))
      if (!timer) pump()
      return abortable(slot, signal)
    },
  }
}
