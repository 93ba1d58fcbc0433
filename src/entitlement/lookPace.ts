import { monotonicNow } from '../platform/monotonicNow.ts'
import { fingerprint } from '../wire/encoding.ts'

/** ms between looks for the viewer: 3 to 5 s, no faster (REST API V2, rule V2). */
const PAUSE = 4_000

/** How often the viewer is looked for: one pace for all sessions of a tab and all tabs of a session. */
export interface LookPace {
  /** Whether the last look, here or in another tab with this session, has ended long enough ago. */
  readonly isDue: (code: string) => boolean
  /** Notes that a look begins now. */
  readonly begin: (code: string) => void
  /** Notes that it has ended. */
  readonly end: (code: string) => void
}

/**
 * Makes the pace of a client's looks. A duplicated tab has the same session, so localStorage holds
 * under `key` when each session was looked for last, by a fingerprint of its code. Without
 * localStorage each tab has a pace of its own.
 */
export function createLookPace(key: string): LookPace {
  /** When this page looked last, by `monotonicNow`. */
  let lookedAt = -Infinity
  let looksUnderWay = 0

  function note(code: string) {
    lookedAt = monotonicNow()
    const recent = Object.entries(read(key)).filter(([, time]) => isRecent(time))
    const next = { ...Object.fromEntries(recent), [fingerprint(code)]: Date.now() }
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Forbidden or full.
    }
  }

  return {
    isDue: (code) =>
      !looksUnderWay &&
      monotonicNow() - lookedAt >= PAUSE &&
      !isRecent(read(key)[fingerprint(code)]),
    begin(code) {
      looksUnderWay++
      note(code)
    },
    end(code) {
      looksUnderWay--
      note(code)
    },
  }
}

/** A time in the future was written before the clock was set, unless it is only a moment away. */
const isRecent = (time: unknown) => typeof time === 'number' && Math.abs(Date.now() - time) < PAUSE

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(localStorage.getItem(key) ?? ''))
  } catch {
    return {}
  }
}
