import { abortable } from '../platform/abort.ts'
import { isPageHidden } from '../platform/pageVisibility.ts'
import { createPaceRules, type ThrottleOptions } from './pace.ts'
import { createPreflights, type PreflightedRequest } from './preflights.ts'
import { createSharedPace, type SharedPace } from './sharedPace.ts'
import { createSlots, type Slot } from './slots.ts'
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

/** A request that waits for its slot. */
interface Waiting {
  readonly sender: Sender
  readonly go: (slot: Slot) => void
}

/**
 * Creates the client side of Adobe's token bucket, as GCRA. It learns from 429s whether preflights
 * count and whether the burst comes back. `false` disables pacing, but not the pause after a 429.
 *
 * A request waits in this order: in the queue of this tab, for tokens, for the risky request of
 * another one, and for this tab's turn to look at what the tabs share.
 */
export function createThrottle(name: string, options: ThrottleOptions | false): Throttle {
  const { burst, perSecond } = options || { burst: 1, perSecond: Infinity }
  const interval = 1_000 / perSecond
  const rules = createPaceRules(interval, burst)
  const key = `${name}:${interval}:${(burst - 1) * interval}`
  const turns = createTurns(options ? `${key}:turn` : '')
  const pace = createSharedPace(key, rules)
  const shared: SharedPace = {
    ...pace,
    write(next) {
      pace.write(next)
      turns.extend()
    },
  }
  // A hidden page would keep its turn for too long.
  const isOurTurn = () => turns.isOurs() || isPageHidden()
  const { waits, take, applyChanges } = createSlots({
    rules,
    interval,
    shared,
    preflights: createPreflights(),
    isOurTurn,
    onChange: () => waitForTurn(false),
    onRoom() {
      clearTimeout(timer)
      pump(false)
    },
  })
  const queue: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whether this tab waits for its turn. */
  let isWaiting = false
  /** Whether a request is about to come. */
  let isExpected = false
  /** Whether the head of the queue had to wait for tokens before this tab's turn. */
  let isHeadLate = false

  const mayGo = ({ isAlone }: Sender) => isAlone || isOurTurn()

  function pump(isLate: boolean) {
    timer = undefined
    if (isWaiting) return waitForTurn(isLate)
    for (let head = queue[0]; head && !timer && !isWaiting; head = queue[0]) {
      const { sender, go } = head
      if (sender.signal?.aborted) {
        queue.shift()
        continue
      }
      const { forTokens, forRisk } = waits(sender)
      if (forTokens > 0) timer = setTimeout(pump, Math.ceil(forTokens) + LATENESS, true)
      else if (forRisk > 0) timer = setTimeout(pump, RISK_CHECK, false)
      else if (!mayGo(sender)) waitForTurn(isLate)
      else {
        queue.shift()
        go(take(sender, isLate))
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
      if (isOurTurn()) return
      isExpected = true
      waitForTurn(false)
    },
    acquire(sender) {
      const { first, isAlone, signal } = sender
      if (isAlone) applyChanges()
      const { forTokens, forRisk } = waits(sender)
      const isFree = forTokens <= 0 && forRisk <= 0 && mayGo(sender)
      if (isFree && (first || !queue.length)) return take(sender, false)
      const slot = new Promise<Slot>((go) => queue[first ? 'unshift' : 'push']({ sender, go }))
      if (!timer && !isWaiting) pump(false)
      return abortable(slot, signal)
    },
  }
}
