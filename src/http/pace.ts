/** Adobe's limits: how many requests at once, and how many a second after that. */
export interface ThrottleOptions {
  /** How many requests may go at once, 1 or more. */
  readonly burst: number
  /** How many requests a second may follow, above 0. */
  readonly perSecond: number
}

/**
 * How careful the pace is. Adobe does not document whether preflights count and whether the burst
 * comes back, so the client finds out:
 *
 * - `0`: preflights do not count. Requests that cannot all have been answered otherwise were.
 * - `1`: not known yet. A request for which the bucket may be too empty goes alone.
 * - `2`: preflights count.
 * - `3`: 429s come all the same: the burst does not come back, or others use the bucket too.
 */
export type Caution = 0 | 1 | 2 | 3

/** What the tabs know of the server's token bucket. Times are in ms since the epoch. */
export interface Pace {
  /** GCRA's theoretical arrival time: each request advances it by one interval. */
  readonly tat: number
  /** No request is sent before this time. */
  readonly pausedUntil: number
  /** Like `tat`, with the preflights. */
  readonly tatWithPreflights: number
  /** The earliest `tat` that the server can have if preflights count and the burst comes back. */
  readonly leastTat: number
  readonly caution: Caution
  /** When `caution` changed. */
  readonly cautionSince: number
  /** How many 429s came since then although preflights are counted. */
  readonly strikes: number
  /** When a request was last sent for which the bucket is too empty if preflights count. */
  readonly riskedAt: number
}

/** The pace of a device that has sent nothing yet. */
export const FRESH_PACE: Pace = {
  tat: 0,
  pausedUntil: 0,
  tatWithPreflights: 0,
  leastTat: 0,
  caution: 1,
  cautionSince: 0,
  strikes: 0,
  riskedAt: 0,
}

/** ms after which the pace is one step less careful: what was true may have changed. */
const CAUTION_LASTS = 300_000

/** ms for which a request without an answer keeps other risky ones waiting. */
const RISK_LASTS = 1_000

/** ms within which a failure without an answer may be a hidden 429 for a risky request. */
const RISK_SHOWS = 5_000

/**
 * How many 429s show that counting preflights is not enough. One may be a network failure, or
 * another device behind the same address.
 */
const STRIKES = 2

/** ms. No pause is longer: a later stored time comes from a clock that was changed since. */
const LONGEST_PAUSE = 3_000

/** The rules of the pace, as pure functions. */
export type PaceRules = ReturnType<typeof createPaceRules>

/**
 * Creates the rules for a token bucket that holds `burst` tokens and gets one every `interval` ms.
 * In the rules, `cost` is the most tokens that a request can take, and `now` is in ms since the
 * epoch.
 */
export function createPaceRules(interval: number, burst: number) {
  const full = burst * interval
  /** ms. A bucket that holds less than a request takes would never let it go. */
  const room = (cost: number) => Math.max(full, cost * interval)

  /** Whether the bucket is too empty for a request if preflights count. */
  const isRisky = ({ tatWithPreflights }: Pace, cost: number, now: number) =>
    tatWithPreflights + cost * interval > now + room(cost)

  /** A caution that is old is one step lower. */
  function fade({ caution, cautionSince, strikes }: Learned, now: number): Learned {
    const steps = Math.floor((now - cautionSince) / CAUTION_LASTS)
    // The clock was set back.
    if (steps < 0) return { caution, cautionSince: now, strikes }
    if (caution <= 1 || steps < 1) return { caution, cautionSince, strikes }
    const next = Math.max(1, caution - steps) as Caution
    return { caution: next, cautionSince: cautionSince + steps * CAUTION_LASTS, strikes: 0 }
  }

  const withCaution = (pace: Pace, caution: Caution, now: number): Pace => ({
    ...pace,
    caution,
    cautionSince: now,
    strikes: 0,
  })

  /** The pace after a 429 to a request that was sent with this caution. */
  function refuse(pace: Pace, now: number): Pace {
    if (pace.caution <= 1) return withCaution(pace, 2, now)
    const strikes = pace.strikes + 1
    if (pace.caution === 2 && strikes === STRIKES) return withCaution(pace, 3, now)
    return { ...pace, strikes }
  }

  return {
    isRisky,
    refuse,

    /** Whether the bucket is full. Without a burst, no bucket counts as full. */
    isFull: ({ caution, tat, tatWithPreflights }: Pace, now: number): boolean =>
      caution < 3 && (caution === 2 ? tatWithPreflights : tat) <= now,

    /** ms until the bucket has enough for a request; 0 or less: now. */
    wait({ tat, tatWithPreflights, pausedUntil, caution }: Pace, cost: number, now: number) {
      const earliest =
        caution === 2 ? tatWithPreflights + cost * interval - room(cost) : tat + interval - full
      return Math.max(earliest, pausedUntil) - now
    },

    /** ms for which a request waits for a risky one; 0 or less if it need not. */
    waitForRisk: (pace: Pace, cost: number, now: number): number =>
      pace.caution === 1 && isRisky(pace, cost, now) ? pace.riskedAt + RISK_LASTS - now : 0,

    /**
     * The pace after a request. If the burst does not come back, the bucket does not refill before
     * the burst is used up, nor while a late request is on its way. Without a burst it is empty after
     * each request.
     */
    spend(pace: Pace, cost: number, now: number, isLate: boolean): Pace {
      const advance = (tat: number, tokens: number) => {
        const after = tat + tokens * interval
        const isLast = isLate || pace.caution === 3 || after > now + full - interval
        const least = isLast ? now + full : 0
        // More than an empty bucket means nothing.
        return Math.min(Math.max(after, least), now + full + interval)
      }
      return {
        ...pace,
        tat: advance(pace.tat, 1),
        tatWithPreflights: advance(pace.tatWithPreflights, cost),
        leastTat: pace.leastTat + cost * interval,
        riskedAt: isRisky(pace, cost, now) ? now : pace.riskedAt,
      }
    },

    /** The pace without a request that has not left the device. */
    giveBack: (pace: Pace, cost: number): Pace => ({
      ...pace,
      tat: pace.tat - interval,
      tatWithPreflights: pace.tatWithPreflights - cost * interval,
      leastTat: pace.leastTat - cost * interval,
      riskedAt: 0,
    }),

    /** The pace if the bucket was full `late` ms longer than was believed. */
    delay: (pace: Pace, late: number): Pace => ({
      ...pace,
      tat: pace.tat + late,
      tatWithPreflights: pace.tatWithPreflights + late,
    }),

    /** The pace while the bucket is empty until `end`, or may be. */
    pause: (pace: Pace, end: number): Pace => ({
      ...pace,
      tat: Math.max(pace.tat, end + full - interval),
      tatWithPreflights: end + full - interval,
      // A refused request takes no token.
      leastTat: 0,
      pausedUntil: Math.max(pace.pausedUntil, end),
    }),

    /**
     * The pace after a failure that may be a hidden 429. It shows something only after a risky
     * request, or if preflights are counted. What was learned from an answer is first tried again.
     */
    suspect(pace: Pace, now: number): Pace {
      if (pace.caution >= 2) return refuse(pace, now)
      if (now - pace.riskedAt >= RISK_SHOWS) return pace
      return pace.caution === 0 ? withCaution(pace, 1, now) : refuse(pace, now)
    },

    /**
     * The pace once all requests are answered. If they are more than the bucket can have had tokens
     * for, preflights do not count.
     */
    allow: (pace: Pace, now: number): Pace =>
      pace.caution === 1 && pace.leastTat > now + full ? withCaution(pace, 0, now) : pace,

    /** What this tab knows and what the last tab has stored, as far as both can be true. */
    merge(own: Pace, stored: Pace, now: number): Pace {
      // Checked one by one: the clock may have changed between this tab's time and another tab's.
      const latest = (one: number, other: number, furthest: number, least: number) =>
        Math.max(least, ...[one, other].filter((time) => time <= now + furthest))
      const arrival = full + interval + LONGEST_PAUSE
      const isNewer = stored.cautionSince >= own.cautionSince && stored.cautionSince <= now
      return {
        tat: latest(own.tat, stored.tat, arrival, now),
        tatWithPreflights: latest(own.tatWithPreflights, stored.tatWithPreflights, arrival, now),
        leastTat: latest(own.leastTat, stored.leastTat, 2 * arrival, now),
        pausedUntil: latest(own.pausedUntil, stored.pausedUntil, LONGEST_PAUSE, now),
        riskedAt: latest(own.riskedAt, stored.riskedAt, 0, 0),
        ...fade(isNewer ? stored : own, now),
      }
    },
  }
}

type Learned = Pick<Pace, 'caution' | 'cautionSince' | 'strikes'>
