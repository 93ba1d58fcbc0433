import { attempt } from '../platform/attempt.ts'
import { type Caution, FRESH_PACE, type Pace, type PaceRules } from './pace.ts'

/** The pace that the tabs share. */
export interface SharedPace {
  readonly read: () => Pace
  readonly write: (pace: Pace) => void
  /** Goes back to an earlier pace, unless another tab has written since this one did. */
  readonly restore: (earlier: Pace) => void
}

/**
 * Creates the pace that tabs share through localStorage under `key`, and that survives reloads. If
 * localStorage is forbidden, missing or full, this tab paces itself alone.
 */
export function createSharedPace(key: string, rules: PaceRules): SharedPace {
  let own = FRESH_PACE
  const storage = <T>(access: (storage: Storage) => T): T | undefined =>
    typeof document === 'undefined' ? undefined : attempt(() => access(localStorage))

  function write(pace: Pace) {
    own = pace
    storage((area) => area.setItem(key, formatPace(pace)))
  }

  return {
    read() {
      const stored = storage((area) => parsePace(area.getItem(key) ?? '')) ?? FRESH_PACE
      return rules.merge(own, stored, Date.now())
    },
    write,
    restore(earlier) {
      if (storage((area) => area.getItem(key)) === formatPace(own)) write(earlier)
    },
  }
}

const formatPace = (pace: Pace): string =>
  [
    pace.tat,
    pace.pausedUntil,
    pace.tatWithPreflights,
    pace.riskedAt,
    pace.caution,
    pace.cautionSince,
    pace.strikes,
    pace.leastTat,
  ].join(' ')

function parsePace(text: string): Pace {
  const [tat, pausedUntil, tatWithPreflights, riskedAt, caution, cautionSince, strikes, leastTat] =
    text.split(' ').map((part) => (Number.isFinite(Number(part)) ? Number(part) : 0))
  return {
    tat: tat ?? 0,
    pausedUntil: pausedUntil ?? 0,
    tatWithPreflights: tatWithPreflights ?? tat ?? 0,
    leastTat: leastTat ?? 0,
    riskedAt: riskedAt ?? 0,
    ...(isCaution(caution) && cautionSince !== undefined
      ? { caution, cautionSince, strikes: strikes ?? 0 }
      : { caution: FRESH_PACE.caution, cautionSince: 0, strikes: 0 }),
  }
}

const isCaution = (value: number | undefined): value is Caution =>
  value === 0 || value === 1 || value === 2 || value === 3
