import { onPageEvent } from '../platform/onPageEvent.ts'
import type { Caution, Pace, PaceRules } from './pace.ts'
import type { Preflight, PreflightedRequest, Preflights } from './preflights.ts'
import type { SharedPace } from './sharedPace.ts'

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

/** The slots of this tab in the shared pace, which learns from what became of the requests. */
export interface Slots {
  /** ms until the bucket has enough for a request, and until it need not wait for a risky one. */
  readonly waits: (request: PreflightedRequest) => {
    readonly forTokens: number
    readonly forRisk: number
  }
  /** Takes a slot. `isLate` if the request had to wait for the bucket. */
  readonly take: (request: PreflightedRequest, isLate: boolean) => Slot
  /** Writes what this tab has learned since its last turn. */
  readonly applyChanges: () => void
}

/** What {@link createSlots} needs. */
export interface SlotParts {
  readonly rules: PaceRules
  /** ms in which the bucket gets one token. */
  readonly interval: number
  readonly shared: SharedPace
  readonly preflights: Preflights
  /** Whether this tab may change the shared pace now. */
  readonly isOurTurn: () => boolean
  /** Called when a change waits for this tab's turn. */
  readonly onChange: () => void
  /** Called when requests that wait may be able to go. */
  readonly onRoom: () => void
}

/** Creates the slots of a tab. */
export function createSlots({
  rules,
  interval,
  shared,
  preflights,
  isOurTurn,
  onChange,
  onRoom,
}: SlotParts): Slots {
  /** Changes of the shared pace for this tab's turn: others may have written meanwhile. */
  const changes: ((pace: Pace, now: number) => Pace)[] = []
  /** When a request found the bucket full. Cleared by the next response. */
  let firstSentAt: number | undefined
  /** How many requests of this tab are on their way. */
  let sending = 0
  /** Whether a response arrived since the last failure. */
  let isConnected = true
  /** The pace before the failures since the last request or response. */
  let beforeFailures: Pace | undefined
  /** Whether the page was left since the last request. */
  let isPageLeft = false

  /**
   * The browser fails the requests of a page that is left, shortly before or after `pagehide`. The
   * next page must not wait for that.
   */
  function leave() {
    isPageLeft = true
    const isPaused = shared.read().pausedUntil > Date.now()
    if (beforeFailures && isPaused) shared.restore(beforeFailures)
  }
  if (typeof document !== 'undefined') onPageEvent('pagehide', leave)

  function change(next: (typeof changes)[number]) {
    changes.push(next)
    if (isOurTurn()) applyChanges()
    else onChange()
  }

  function applyChanges() {
    for (const next of changes.splice(0)) shared.write(next(shared.read(), Date.now()))
  }

  function noteArrival(preflight: Preflight) {
    isConnected = true
    beforeFailures = undefined
    preflight.passed()
    if (firstSentAt === undefined) return
    // A full bucket does not refill before the first request arrives, which may be as late as now.
    const late = Math.min(Math.max(Date.now() - firstSentAt, 0), interval)
    firstSentAt = undefined
    change((pace) => rules.delay(pace, late))
  }

  /** `caution` is that with which the request was sent, and `learn` what its refusal means. */
  function pause(ms: number, caution: Caution, learn: PaceRules['refuse'] | undefined) {
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
    onRoom()
  }

  return {
    applyChanges,
    waits(request) {
      const known = shared.read()
      // Nobody sees the response to a navigation, so it must not be the risky request.
      const isUnseenTry = known.caution === 1 && isNavigation(request)
      const pace: Pace = isUnseenTry ? { ...known, caution: 2 } : known
      const now = Date.now()
      const { cost } = preflights.of(request)
      return {
        forTokens: rules.wait(pace, cost, now),
        forRisk: rules.waitForRisk(pace, cost, now),
      }
    },
    take(request, isLate) {
      const before = shared.read()
      const now = Date.now()
      const preflight = preflights.of(request)
      const { cost } = preflight
      if (rules.isFull(before, now)) firstSentAt = now
      const after = rules.spend(before, cost, now, isLate)
      // It may not even have been sent.
      shared.write(isNavigation(request) ? { ...after, leastTat: before.leastTat } : after)
      sending++
      isPageLeft = false
      beforeFailures = undefined
      let isOnItsWay = true
      return {
        end(outcome, ms = 0) {
          if (isOnItsWay) sending--
          isOnItsWay = false
          switch (outcome) {
            case 'answered':
              noteArrival(preflight)
              if (!sending && before.caution === 1) learnFromAnswers()
              break
            case 'refused':
              noteArrival(preflight)
              pause(ms, before.caution, rules.refuse)
              break
            case 'failed':
              if (isPageLeft) break
              beforeFailures ??= shared.read()
              // There were tokens for both, so the server has answered the preflight.
              if (before.caution >= 2) preflight.passed()
              // Failures in a row show that there is no network.
              pause(ms, before.caution, isConnected ? rules.suspect : undefined)
              isConnected = false
              break
            case 'unsent':
              firstSentAt = undefined
              change((pace) => rules.giveBack(pace, cost))
              onRoom()
              break
            case 'unknown':
          }
        },
      }
    },
  }
}

const isNavigation = ({ mode }: PreflightedRequest) => mode === 'navigate'
