import { abortable } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'

/** Adobe's limits: how many requests at once, and how many a second after that. */
export interface ThrottleOptions {
  readonly burst: number
  readonly perSecond: number
}

/** A request that waits to be sent. */
export interface Sender {
  /** Whether it goes before the others: for token requests and retries. */
  readonly first: boolean
  /** An aborted wait leaves the queue, takes no slot and rejects with the signal's reason. */
  readonly signal: AbortSignal | undefined
}

/** Paces requests. */
export interface Throttle {
  /** Takes a slot. Returns `undefined` if the request may go now, else a promise of its slot. */
  readonly acquire: (sender: Sender) => Promise<void> | undefined
  /** Gives the last slot back: its request has not left the device. */
  readonly release: () => void
  /** Delays all requests for `ms`: the server's bucket is empty, or may be. */
  readonly pause: (ms: number) => void
  /** Reports that a response arrived: the requests sent before it have reached the server. */
  readonly answered: () => void
  /** ms until the next slot. */
  readonly wait: () => number
}

/** ms. No pause is longer: a later stored time comes from a clock that was changed since. */
const LONGEST_THROTTLE_PAUSE = 3_000

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

/** The state that the tabs share. Both are ms since the epoch. */
interface Pace {
  /** GCRA's theoretical arrival time: each request advances it by one interval. */
  readonly tat: number
  /** No request is sent before this time. */
  readonly pausedUntil: number
}

/**
 * Creates the client side of Adobe's token bucket, as GCRA: one timestamp that each request
 * advances by one interval. If localStorage works, tabs share the timestamp and it survives
 * reloads. `false` disables pacing, but not the pause after a 429.
 */
export function createThrottle(name: string, options: ThrottleOptions | false): Throttle {
  const interval = options ? 1_000 / options.perSecond : 0
  const burstTolerance = options ? (options.burst - 1) * interval : 0
  const key = `${name}:${interval}:${burstTolerance}`
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When a request found the bucket full. Cleared by the next response. */
  let probeSentAt: number | undefined
  let own: Pace = { tat: 0, pausedUntil: 0 }

  // If localStorage is forbidden, missing or full, this tab paces itself alone.
  const storage = <T>(access: (storage: Storage) => T): T | undefined =>
    typeof document === 'undefined' ? undefined : attempt(() => access(localStorage))
  const read = (): Pace => {
    const now = Date.now()
    const [tat = 0, pausedUntil = 0] =
      storage((area) => area.getItem(key)?.split(' ').map(Number)) ?? []
    // Checked one by one: the clock may have changed between this tab's time and another tab's.
    const latest = (times: readonly number[], furthest: number) =>
      Math.max(now, ...times.filter((time) => time <= now + furthest))
    return {
      tat: latest([own.tat, tat], burstTolerance + interval + LONGEST_THROTTLE_PAUSE),
      pausedUntil: latest([own.pausedUntil, pausedUntil], LONGEST_THROTTLE_PAUSE),
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

  /** Advances the arrival time by one interval, starting from `earliest` or later. */
  function spend({ tat, pausedUntil }: Pace, earliest: number) {
    if (tat <= Date.now()) probeSentAt = Date.now()
    write({ tat: Math.max(tat, earliest) + interval, pausedUntil })
  }
  /** The arrival time of an empty bucket. */
  const whenEmpty = () => Date.now() + burstTolerance
  function spendAtOnce() {
    const pace = read()
    const isLast = pace.tat + interval > whenEmpty()
    // If the burst does not come back, the bucket does not refill before the burst is used up.
    spend(pace, isLast ? whenEmpty() : 0)
  }
  // The bucket does not refill either while a late request is on its way.
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

  // Read localStorage once in advance: the first access takes 1 to 2 ms, which must not delay a
  // request. Do not read the clock here: a renderer that caches its output does not allow it.
  storage((area) => area.getItem(key))

  return {
    wait,
    answered() {
      if (probeSentAt === undefined) return
      // A full bucket does not refill before the first request arrives, which may be as late as
      // now.
      const late = Math.min(Math.max(Date.now() - probeSentAt, 0), interval)
      probeSentAt = undefined
      const { tat, pausedUntil } = read()
      write({ tat: tat + late, pausedUntil })
    },
    release() {
      const { tat, pausedUntil } = read()
      probeSentAt = undefined
      write({ tat: tat - interval, pausedUntil })
      // The next request in the queue may go now.
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
