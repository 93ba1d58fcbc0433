import { abortable } from '../platform/abort.ts'
import { isPageHidden } from '../platform/pageVisibility.ts'
import {
  type Caution,
  createPaceRules,
  type Pace,
  type PaceRules,
  type ThrottleOptions,
} from './pace.ts'
import { createPreflights, type Preflight, type PreflightedRequest } from './preflights.ts'
import { createSharedPace } from './sharedPace.ts'
import { createTurns } from './turns.ts'

/** A request that is to be sent. */
export interface Sender extends PreflightedRequest {
  /** Whether it goes before the others: for token requests and retries. */
  readonly first: boolean
  /** Whether only one tab at a time sends such a request, so that it needs no turn. */
  readonly isAlone: boolean
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
  /** Prepares for a request that comes soon: waits for this tab's turn. */
  readonly expect: () => void
}

/**
 * ms by which a queued request is sent late: requests can overtake each other, and a bucket of one
 * would reject the earlier one.
 */
const LATENESS = 80

/** ms after which a tab looks whether the risky request of another one was answered. */
const RISK_CHECK = 50

type Change = (pace: Pace, now: number) => Pace

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
  const key = `${name}:${interval}:${(burst - 1) * interval}`
  const shared = createSharedPace(key, rules)
  const turns = createTurns(options ? `${key}:turn` : '')
  const preflights = createPreflights()
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whether this tab waits for its turn. */
  let isWaiting = false
  /** Whether a request is about to come. */
  let isExpected = false
  /** Whether the head of the queue had to wait for tokens before this tab's turn. */
  let isHeadLate = false
  /** Changes of the shared pace for this tab's turn: others may have written meanwhile. */
  const changes: Change[] = []
  /** When a request found the bucket full. Cleared by the next response. */
  let firstSentAt: number | undefined
  /** How many requests of this tab are on their way. */
  let sending = 0
  /** Whether a response arrived since the last failure. */
  let isConnected = true

  /** Whether a request waits for this tab's turn. A hidden page would keep its turn for too long. */
  const needsTurn = ({ isAlone }: Sender) => !isAlone && !isPageHidden() && !turns.isOurs()

  function change(next: Change) {
    changes.push(next)
    if (turns.isOurs() || isPageHidden()) applyChanges()
    else waitForTurn(false)
  }

  function applyChanges() {
    if (!changes.length) return
    for (const next of changes.splice(0)) shared.write(next(shared.read(), Date.now()))
    turns.extend()
  }

  /** ms until the bucket has enough for a request, and until it need not wait for a risky one. */
  function waits(sender: Sender) {
    const pace = shared.read()
    const now = Date.now()
    const { cost } = preflights.of(sender)
    return {
      forTokens: rules.wait(pace, cost, now),
      forRisk: rules.waitForRisk(pace, cost, now),
    }
  }

  function take(sender: Sender, isLate: boolean): Slot {
    const before = shared.read()
    const now = Date.now()
    const preflight = preflights.of(sender)
    const { cost } = preflight
    if (rules.isFull(before, now)) firstSentAt = now
    shared.write(rules.spend(before, cost, now, isLate))
    turns.extend()
    sending++
    let isOnItsWay = true
    return {
      end(outcome, pause = 0) {
        if (isOnItsWay) sending--
        isOnItsWay = false
        switch (outcome) {
          case 'answered':
            noteArrival(preflight)
            if (!sending && before.caution === 1) learnFromAnswers()
            break
          case 'refused':
            noteArrival(preflight)
            slowDown(before.caution, rules.refuse, pause)
            break
          case 'failed':
            // There were tokens for both, so the server has answered the preflight.
            if (before.caution >= 2) preflight.passed()
            // Failures in a row show that there is no network.
            slowDown(before.caution, isConnected ? rules.suspect : undefined, pause)
            isConnected = false
            break
          case 'unsent':
            firstSentAt = undefined
            change((pace) => rules.giveBack(pace, cost))
            pumpNow()
            break
          case 'unknown':
        }
      },
    }
  }

  function noteArrival(preflight: Preflight) {
    isConnected = true
    preflight.passed()
    if (firstSentAt === undefined) return
    // A full bucket does not refill before the first request arrives, which may be as late as now.
    const late = Math.min(Math.max(Date.now() - firstSentAt, 0), interval)
    firstSentAt = undefined
    change((pace) => rules.delay(pace, late))
  }

  function slowDown(caution: Caution, learn: PaceRules['refuse'] | undefined, ms: number) {
    changes.push((pace, now) => {
      // A request that was sent with less caution says nothing new.
      const isNews = caution >= pace.caution
      return rules.pause(isNews && learn ? learn(pace, now) : pace, now + ms)
    })
    // Not at this tab's turn: a token request of another tab takes none.
    applyChanges()
  }

  function learnFromAnswers() {
    if (rules.allow(shared.read(), Date.now()).caution) return
    change(rules.allow)
    pumpNow()
  }

  function pumpNow() {
    clearTimeout(timer)
    pump(false)
  }

  function pump(isLate: boolean) {
    timer = undefined
    if (isWaiting) return waitForTurn(isLate)
    for (let head = queue[0]; head && !timer && !isWaiting; head = queue[0]) {
      const { sender, go } = head
      const isAborted = sender.signal?.aborted
      const { forTokens, forRisk } = isAborted ? NONE : waits(sender)
      if (forTokens > 0) timer = setTimeout(pump, Math.ceil(forTokens) + LATENESS, true)
      else if (forRisk > 0) timer = setTimeout(pump, RISK_CHECK, false)
      else if (!isAborted && needsTurn(sender)) waitForTurn(isLate)
      else {
        queue.shift()
        if (!isAborted) go(take(sender, isLate))
      }
    }
  }

  function waitForTurn(isLate: boolean) {
    isHeadLate ||= isLate
    if (isWaiting) return
    isWaiting = true
    turns.wait(() => {
      const wasLate = isHeadLate
      isWaiting = isHeadLate = false
      if (isExpected) turns.extend()
      isExpected = false
      applyChanges()
      clearTimeout(timer)
      pump(wasLate)
    })
  }

  return {
    wait: () => rules.wait(shared.read(), 1, Date.now()),
    expect() {
      if (isPageHidden() || turns.isOurs()) return
      isExpected = true
      waitForTurn(false)
    },
    acquire(sender) {
      const { first, isAlone, signal } = sender
      if (isAlone) applyChanges()
      const { forTokens, forRisk } = waits(sender)
      const mayGo = forTokens <= 0 && forRisk <= 0 && !needsTurn(sender)
      const isNow = mayGo && (first || !queue.length)
      if (isNow) return take(sender, false)
      const slot = new Promise<Slot>((go) => queue[first ? 'unshift' : 'push']({ sender, go }))
      if (!timer && !isWaiting) pump(false)
      return abortable(slot, signal)
    },
  }
}
