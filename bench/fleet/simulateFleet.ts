import { leastDelay, type Policies } from './policies.ts'
import { createQueue } from './queue.ts'

/** How the token endpoint answers. `timeout` is no answer for 15 s. */
export type Answer = 'ok' | '503' | '429' | 'timeout' | 'invalid_client'

/** One run. Times in ms from its start. */
export interface Run {
  readonly policies: Policies
  readonly browsers: number
  readonly seed: number
  readonly horizon: number
  /** `open`: every browser is open all the time. `visits`: they come and go, most in the evening. */
  readonly fleet: 'open' | 'visits'
  /** The answer to a token request that arrives at this time. Default: `ok`. */
  readonly answer?: (at: number) => Answer
  /** The lifetime of a token that is issued at this time. Default: six hours. */
  readonly lifetime?: (at: number) => number
  /** The share of viewers without a token who try again within a minute. Default: a third. */
  readonly persistence?: number
  /** All open pages reload within a minute from `at`, with the stored record or without. */
  readonly reload?: { readonly at: number; readonly stored: boolean }
}

/** The figures of a run. Each list has one number per second. */
export interface Figures {
  readonly tokenRequests: Uint32Array
  readonly registrations: Uint32Array
  readonly issued: Uint32Array
  /** Open browsers whose last acquisition failed and that have had no token since. */
  readonly troubled: Uint32Array
  /** Open browsers at the end of each second. */
  readonly open: Uint32Array
  /** Browsers whose credentials were replaced: their viewers are signed out. */
  readonly replaced: number
  readonly events: number
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

const RENEW = 0
const TRY = 1
const CALL = 2
const OPEN = 3
const CLOSE = 4
const RELOAD = 5
const OPEN_TAB = 6

const NEVER = -1

/** The credentials of a browser: none, a pair that has worked, or a new one after a refusal. */
const NONE = 0
const PROVEN = 1
const NEW = 2

/** Simulates the fleet event by event. The same run gives the same figures. */
export function simulateFleet(run: Run): Figures {
  const { policies, browsers, horizon, fleet, reload, persistence = 1 / 3 } = run
  const answer = run.answer ?? (() => 'ok' as const)
  const lifetime = run.lifetime ?? (() => 6 * HOUR)
  const random = createRandom(run.seed)
  const between = (least: number, most: number) => Math.round(least + random() * (most - least))
  const queue = createQueue(horizon)

  const seconds = Math.ceil(horizon / SECOND)
  const list = () => new Uint32Array(seconds)
  const [tokenRequests, registrations, issued] = [list(), list(), list()]
  const [troubled, open] = [list(), list()]
  let [openNow, troubledNow, replaced, events] = [0, 0, 0, 0]

  // State of the browsers.
  const issuedAt = new Int32Array(browsers)
  const expiresAt = new Int32Array(browsers)
  const pair = new Uint8Array(browsers).fill(PROVEN)
  const replacedAt = new Int32Array(browsers).fill(NEVER)
  const isOpen = new Uint8Array(browsers)
  const isTroubled = new Uint8Array(browsers)
  const callAt = new Int32Array(browsers).fill(NEVER)
  const closeAt = new Int32Array(browsers).fill(NEVER)
  const firstTab = new Int32Array(browsers + 1)
  for (let browser = 0; browser < browsers; browser++) {
    const chance = random()
    firstTab[browser + 1] = firstTab[browser]! + (chance < 0.8 ? 1 : chance < 0.95 ? 2 : 3)
  }
  // State of the tabs: each has its own timers and acquisitions. They share the token by the lock.
  const tabs = firstTab[browsers]!
  const browserOf = new Int32Array(tabs)
  for (let browser = 0; browser < browsers; browser++) {
    browserOf.fill(browser, firstTab[browser], firstTab[browser + 1])
  }
  const renewAt = new Int32Array(tabs).fill(NEVER)
  const tryAt = new Int32Array(tabs).fill(NEVER)
  const tries = new Uint8Array(tabs)
  const doubts = new Uint8Array(tabs)
  const awaited = new Uint8Array(tabs)
  const failedAt = new Int32Array(tabs).fill(NEVER)

  /** The ms until the browser's token must be renewed, and is no longer used. */
  const left = (browser: number, at: number) => {
    const lifetime = expiresAt[browser]! - issuedAt[browser]!
    return expiresAt[browser]! - policies.renewalMargin(lifetime) - at
  }
  const mayReplace = (browser: number, at: number) =>
    policies.mayReplace(
      replacedAt[browser] === NEVER ? {} : { replacedAt: replacedAt[browser]! },
      at,
    )

  function plan(tab: number, at: number) {
    renewAt[tab] = at
    queue.add(at, RENEW, tab)
  }
  function planTry(tab: number, at: number) {
    tryAt[tab] = at
    queue.add(at, TRY, tab)
  }
  function planCall(browser: number, at: number) {
    callAt[browser] = at
    queue.add(at, CALL, browser)
  }
  function setTroubled(browser: number, value: 0 | 1) {
    troubledNow += value - isTroubled[browser]!
    isTroubled[browser] = value
  }

  /** Resets the tab after an acquisition has ended. */
  function land(tab: number) {
    tries[tab] = doubts[tab] = awaited[tab] = 0
    tryAt[tab] = NEVER
  }

  /** The tab has a valid token, and plans its renewal. */
  function rest(tab: number, browser: number, at: number) {
    land(tab)
    failedAt[tab] = NEVER
    plan(tab, at + Math.max(1, Math.ceil(left(browser, at))))
  }

  /** The tab needs a valid token: it joins its running acquisition, or starts one. */
  function want(tab: number, at: number, by: 'viewer' | 'timer') {
    const browser = browserOf[tab]!
    if (by === 'viewer') awaited[tab] = 1
    if (tries[tab] === 0 && tryAt[tab] === NEVER) attempt(tab, browser, at)
  }

  /** One hold of the lock. If another tab has fetched a token meanwhile, it is used. */
  function attempt(tab: number, browser: number, at: number) {
    if (left(browser, at) > 0) return rest(tab, browser, at)
    const second = Math.floor(at / SECOND)
    const latency = between(50, 250)
    const outcome = answer(at)
    tries[tab]!++
    if (pair[browser] === NONE) {
      registrations[second]!++
      if (outcome !== 'ok' && outcome !== 'invalid_client') {
        return stumble(tab, browser, at + (outcome === 'timeout' ? 15 * SECOND : latency), outcome)
      }
      pair[browser] = PROVEN
      tries[tab] = 0
      return planTry(tab, at + latency)
    }
    tokenRequests[second]!++
    if (outcome === 'ok') {
      issued[second]!++
      issuedAt[browser] = at + latency
      expiresAt[browser] = at + latency + lifetime(at)
      if (pair[browser] === NEW) replaced++
      pair[browser] = PROVEN
      setTroubled(browser, 0)
      return rest(tab, browser, at + latency)
    }
    if (outcome === 'invalid_client') {
      // The pair has never worked: the client also tries the previous one.
      if (pair[browser] === NEW) tokenRequests[second]!++
      tries[tab] = 0
      if (!doubts[tab]) {
        doubts[tab] = 1
        return planTry(tab, at + latency + between(SECOND, 2 * SECOND))
      }
      if (!mayReplace(browser, at)) return fail(tab, browser, at + latency)
      registrations[second]!++
      pair[browser] = NEW
      replacedAt[browser] = at
      doubts[tab] = 0
      return planTry(tab, at + 2 * latency)
    }
    stumble(tab, browser, at + (outcome === 'timeout' ? 15 * SECOND : latency), outcome)
  }

  /** A try has failed in a way that may pass. */
  function stumble(tab: number, browser: number, at: number, outcome: keyof typeof leastDelay) {
    const retry = tries[tab]!
    const insists = awaited[tab] || policies.insistsUnasked
    if (!insists || retry > policies.retries) return fail(tab, browser, at)
    planTry(tab, at + policies.backoff(retry, leastDelay[outcome], random))
  }

  /** The acquisition has failed. Callers get the error, and the tab tries again after a pause. */
  function fail(tab: number, browser: number, at: number) {
    const wasAwaited = awaited[tab]
    land(tab)
    setTroubled(browser, 1)
    const quiet = failedAt[tab] === NEVER ? 0 : at - failedAt[tab]!
    failedAt[tab] = at
    plan(tab, at + Math.round(policies.pauseAfter(quiet, random, at)))
    if (wasAwaited) {
      // Some viewers try again soon. In a fleet of visits, the others leave.
      if (random() < persistence) planCall(browser, at + between(10 * SECOND, MINUTE))
      else if (fleet === 'visits') {
        const stay = closeAt[browser]! - at
        const back = at + between(10 * MINUTE, 40 * MINUTE)
        close(browser)
        stays[browser] = Math.max(stay, MINUTE)
        queue.add(back, OPEN, browser)
      } else planCall(browser, at + untilCall())
    } else if (callAt[browser]! < at) planCall(browser, at + untilCall())
  }

  // A call with a valid token requests none, and calls are independent of each other: so calls are
  // drawn only from the moment when a token is missing.
  const untilCall = () => Math.ceil(-30 * MINUTE * Math.log(1 - random()))
  const untilClose = () => Math.ceil(-80 * MINUTE * Math.log(1 - random())) + MINUTE

  const stays = new Int32Array(fleet === 'visits' ? browsers : 0)
  function enter(browser: number, at: number) {
    if (isOpen[browser]) return
    isOpen[browser] = 1
    openNow++
    const stay = stays[browser] || untilClose()
    stays[browser] = 0
    closeAt[browser] = at + stay
    queue.add(at + stay, CLOSE, browser)
    load(browser, at, 30 * MINUTE)
  }
  function close(browser: number) {
    isOpen[browser] = 0
    openNow--
    closeAt[browser] = callAt[browser] = NEVER
    unload(browser)
  }
  /** All tabs start, one after another, each with a caller that needs a token. */
  function load(browser: number, at: number, others: number) {
    const first = firstTab[browser]!
    for (let tab = first + 1; tab < firstTab[browser + 1]!; tab++) {
      queue.add(at + between(1, others), OPEN_TAB, tab)
    }
    want(first, at, 'viewer')
  }
  function unload(browser: number) {
    setTroubled(browser, 0)
    for (let tab = firstTab[browser]!; tab < firstTab[browser + 1]!; tab++) {
      land(tab)
      renewAt[tab] = failedAt[tab] = NEVER
    }
  }

  for (let browser = 0; browser < browsers; browser++) {
    if (fleet === 'open') {
      isOpen[browser] = 1
      openNow++
      // At a random point in the lifetime of a token.
      expiresAt[browser] = between(MINUTE, 6 * HOUR)
      issuedAt[browser] = expiresAt[browser]! - 6 * HOUR
      load(browser, 0, SECOND)
    } else {
      // One or two visits per day. The day starts at 5:00, with the tokens of the day before.
      for (let visits = random() < 0.5 ? 1 : 2; visits > 0; visits--) {
        queue.add(timeOfDay(random), OPEN, browser)
      }
    }
    if (reload) queue.add(reload.at + between(0, MINUTE), RELOAD, browser)
  }

  let second = 0
  const note = (until: number) => {
    for (; second < until && second < seconds; second++) {
      troubled[second] = troubledNow
      open[second] = openNow
    }
  }
  while (queue.next()) {
    const { at, kind, actor } = queue
    events++
    if (at >= (second + 1) * SECOND) note(Math.floor(at / SECOND))
    if (kind === RENEW) {
      if (renewAt[actor] === at) want(actor, at, 'timer')
    } else if (kind === TRY) {
      if (tryAt[actor] !== at) continue
      tryAt[actor] = NEVER
      attempt(actor, browserOf[actor]!, at)
    } else if (kind === CALL) {
      if (callAt[actor] !== at) continue
      callAt[actor] = NEVER
      if (isTroubled[actor]) want(firstTab[actor]!, at, 'viewer')
    } else if (kind === OPEN) enter(actor, at)
    else if (kind === OPEN_TAB) {
      if (isOpen[browserOf[actor]!] && renewAt[actor] === NEVER) want(actor, at, 'viewer')
    } else if (kind === CLOSE) {
      if (closeAt[actor] === at) close(actor)
    } else {
      if (!reload?.stored) {
        expiresAt[actor] = issuedAt[actor] = 0
        pair[actor] = NONE
      }
      if (!isOpen[actor]) continue
      unload(actor)
      load(actor, at, 5 * SECOND)
    }
  }
  note(seconds)
  return { tokenRequests, registrations, issued, troubled, open, replaced, events }
}

/** A time of day, in ms after 5:00. At 20:30 visits are three times as likely as on average. */
function timeOfDay(random: () => number): number {
  if (random() < 0.4) return Math.round(random() * 24 * HOUR)
  const bell = random() + random() + random() + random() - 2
  return Math.round(15.5 * HOUR + bell * 4 * HOUR)
}

/** Numbers from 0 to 1 from a seed (xorshift, 32 bit). */
function createRandom(seed: number) {
  let state = (seed * 2_654_435_761) | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
