import { monotonicNow } from '../platform/monotonicNow.ts'
import { fingerprint } from '../wire/encoding.ts'

/** ms between looks for the viewer: 3 to 5 s, no faster (REST API V2, rule V2). */
const PAUSE = 4_000

/** How often the viewer is looked for: one pace for all sessions of a tab and all tabs of a session. */
export interface LookPace {
  /** Whether the last look, here or in another tab with this session, is long enough ago. */
  readonly isDue: (code: string) => boolean
  /** Notes a look that begins or ends now. */
  readonly note: (code: string) => void
}

/**
 * Makes the pace of a client's looks. A duplicated tab has the same session: when each session was
 * looked for last stands in localStorage under `key`, by a fingerprint of its code. Without
 * localStorage each tab has a pace of its own.
 */
export function createLookPace(key: string): LookPace {
  /** When this page looked last, by `monotonicNow`. */
  let lookedAt = -Infinity

  return {
    isDue: (code) => monotonicNow() - lookedAt >= PAUSE && !isRecent(read(key)[fingerprint(code)]),
    note(code) {
      lookedAt = monotonicNow()
      const recent = Object.entries(read(key)).filter(([, time]) => isRecent(time))
      const next = { ...Object.fromEntries(recent), [fingerprint(code)]: Date.now() }
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Forbidden or full.
      }
    },
  }
}

/** A time to come was written by a clock that was set since, if it is not a moment away. */
const isRecent = (time: unknown) => typeof time === 'number' && Math.abs(Date.now() - time) < PAUSE

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(localStorage.getItem(key) ?? ''))
  } catch {
    return {}
  }
}
