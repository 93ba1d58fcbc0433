import { abortable } from '../platform/abort.ts'
import { type Caution, createPaceRules, type Pace, type ThrottleOptions } from './pace.ts'
import { createPreflights, type PreflightedRequest } from './preflights.ts'
import { createSharedPace } from './sharedPace.ts'

/** A request that is to be sent. */
export interface Sender extends PreflightedRequest {
  /** Whether it goes before the others: for token requests and retries. */
  readonly first: boolean
  /** An aborted wait leaves the queue, takes no slot and rejects with the signal's reason. */
  readonly signal: AbortSignal | undefined
}

/**
 * What became of a request:
 *
 * - `answered`: a response arrived.
 * - `refused`: the response is a 429.
 * - `failed`: none arrived. It may be a 429 that CORS hides.
 * - `unsent`: it has not left the device.
 * - `unknown`: nobody waited for the response any more.
 */
export type Outcome = 'answered' | 'refused' | 'failed' | 'unsent' | 'unknown'

/** The place of a request in the pace. */
export interface Slot {
  /**
   * Reports what became of the request. It may turn out later that it was otherwise. `pause` delays
   * all requests by so many ms: the server's bucket is empty, or may be.
   */
  readonly end: (outcome: Outcome, pause?: number) => void
}

/** Paces requests. */
export interface Throttle {
  /** Takes a slot. Returns it if the request may go now, else a promise of it. */
  readonly acquire: (sender: Sender) => Slot | Promise<Slot>
  /** ms until the next slot. */
  readonly wait: () => number
}

/**
 * ms by which a queued request is sent late: requests can overtake each other, and a bucket of one
 * would reject the earlier one.
 */
const LATENESS = 80

/** ms after which a tab looks whether the risky request of another one was answered. */
const RISK_CHECK = 50

const NONE = { forTokens: 0, forRisk: 0 }

/** A request that waits for its slot. */
interface Waiting {
  readonly sender: Sender
  readonly go: (slot: Slot) => void
}

/**
 * Creates the client side of Adobe's token bucket, as GCRA. It learns from 429s whether preflights
 * count and whether the burst comes back. `false` disables pacing, but not the pause after a 429.
 */
export function createThrottle(name: string, options: ThrottleOptions | false): Throttle {
  const { burst, perSecond } = options || { burst: 1, perSecond: Infinity }
  const interval = 1_000 / perSecond
  const rules = createPaceRules(interval, burst)
  const shared = createSharedPace(`${name}:${interval}:${(burst - 1) * interval}`, rules)
  const preflights = createPreflights()
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When a request found the bucket full. Cleared by the next response. */
  let firstSentAt: number | undefined
  /** How many requests of this tab are on their way. */
  let sending = 0
  /** Whether a risky request of this tab was answered. */
  let isRiskAnswered = false

  const change = (next: (pace: Pace, now: number) => Pace) =>
    shared.write(next(shared.read(), Date.now()))

  /** ms until the bucket has enough for a request, and until it need not wait for a risky one. */
  function waits(sender: Sender) {
    const pace = shared.read()
    const now = Date.now()
    const cost = preflights.cost(sender)
    return {
      forTokens: rules.wait(pace, cost, now),
      forRisk: rules.waitForRisk(pace, cost, now),
    }
  }

  function take(sender: Sender, isLate: boolean): Slot {
    const before = shared.read()
    const now = Date.now()
    const cost = preflights.cost(sender)
    const isRisky = rules.isRisky(before, cost, now)
    if (rules.isFull(before, now)) firstSentAt = now
    shared.write(rules.spend(before, cost, now, isLate))
    sending++
    let isOnItsWay = true
    return {
      end(outcome, pause = 0) {
        if (isOnItsWay) sending--
        isOnItsWay = false
        switch (outcome) {
          case 'answered':
            isRiskAnswered ||= isRisky
            noteArrival(sender)
            break
          case 'refused':
            noteArrival(sender)
            slowDown(before.caution, true, pause)
            break
          case 'failed':
            // There were tokens for both, so the server has answered the preflight.
            if (before.caution >= 2) preflights.passed(sender)
            slowDown(before.caution, false, pause)
            break
          case 'unsent':
            firstSentAt = undefined
            change((pace) => rules.giveBack(pace, cost))
            pumpNow()
            break
          case 'unknown':
        }
        if (isRiskAnswered && !sending) learnThatPreflightsAreFree()
      },
    }
  }

  function noteArrival(sender: Sender) {
    preflights.passed(sender)
    if (firstSentAt === undefined) return
    // A full bucket does not refill before the first request arrives, which may be as late as now.
    const late = Math.min(Math.max(Date.now() - firstSentAt, 0), interval)
    firstSentAt = undefined
    change((pace) => rules.delay(pace, late))
  }

  function slowDown(caution: Caution, isCertain: boolean, ms: number) {
    isRiskAnswered = false
    change((pace, now) => {
      // A request that was sent with less caution says nothing new.
      const isNews = caution >= pace.caution
      return rules.pause(isNews ? rules.refuse(pace, now, isCertain) : pace, now + ms)
    })
  }

  /** All requests were answered, too many if preflights count. */
  function learnThatPreflightsAreFree() {
    isRiskAnswered = false
    if (shared.read().caution !== 1) return
    change(rules.allow)
    pumpNow()
  }

  function pumpNow() {
    clearTimeout(timer)
    pump(false)
  }

  function pump(isLate: boolean) {
    timer = undefined
    for (let head = queue[0]; head && !timer; head = queue[0]) {
      const { sender, go } = head
      const isAborted = sender.signal?.aborted
      const { forTokens, forRisk } = isAborted ? NONE : waits(sender)
      if (forTokens > 0) timer = setTimeout(pump, Math.ceil(forTokens) + LATENESS, true)
      else if (forRisk > 0) timer = setTimeout(pump, RISK_CHECK, false)
      else {
        queue.shift()
        if (!isAborted) go(take(sender, isLate))
      }
    }
  }

  return {
    wait: () => rules.wait(shared.read(), 1, Date.now()),
    acquire(sender) {
      const { first, signal } = sender
      const { forTokens, forRisk } = waits(sender)
      const isNow = (first || !queue.length) && forTokens <= 0 && forRisk <= 0
      if (isNow) return take(sender, false)
      const slot = new Promise<Slot>((go) => queue[first ? 'unshift' : 'push']({ sender, go }))
      if (!timer) pump(true)
      return abortable(slot, signal)
    },
  }
}
