import { monotonicNow } from '../../platform/monotonicNow.ts'
import { fingerprint } from '../../wire/encoding.ts'
import { fieldsOf } from '../../wire/guards.ts'

/**
 * ms between two looks: 3 to 5 s, no faster (REST API V2, rule V2). A look polls the profile once.
 */
const PAUSE = 4_000

/**
 * ms between two notes of a look that was sent and is not answered: it may wait for its turn in the
 * pace of all requests.
 */
const BEAT = 1_000

/**
 * How often the profile is polled. All sessions of a tab, and all tabs of a session, share one
 * pace.
 */
export interface LookPace {
  /**
   * Whether the last look, in this tab or in another one with this session, ended long enough ago.
   */
  readonly isDue: (code: string) => boolean
  /** Records that a look starts. */
  readonly begin: (code: string) => void
  /**
   * Records that the look that has started is sent only now. Returns `false` if another tab has
   * polled meanwhile: then this look is left out.
   */
  readonly send: (code: string) => boolean
  /** Records that a look has ended. */
  readonly end: (code: string) => void
}

/**
 * Creates the pace of a client's looks. A duplicated tab has the same session, so localStorage
 * holds under `key` when each session was polled last, by a fingerprint of its code. Without
 * localStorage each tab has its own pace.
 */
export function createLookPace(key: string): LookPace {
  /** When this page last started or ended a look, by `monotonicNow`. */
  let lookedAt = -Infinity
  /** The same by the clock of the device, which the tabs share. */
  let notedAt = -Infinity
  let looksUnderWay = 0
  let beat: ReturnType<typeof setInterval> | undefined

  function note(code: string) {
    lookedAt = monotonicNow()
    notedAt = Date.now()
    const recent = Object.entries(read(key)).filter(([, time]) => isRecent(time))
    const next = { ...Object.fromEntries(recent), [fingerprint(code)]: notedAt }
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // localStorage is forbidden or full.
    }
  }

  const lastLook = (code: string) => read(key)[fingerprint(code)]

  return {
    isDue: (code) =>
      !looksUnderWay && monotonicNow() - lookedAt >= PAUSE && !isRecent(lastLook(code)),
    begin(code) {
      looksUnderWay++
      note(code)
    },
    send(code) {
      const last = lastLook(code)
      if (last !== notedAt && isRecent(last)) return false
      note(code)
      clearInterval(beat)
      beat = setInterval(note, BEAT, code)
      return true
    },
    end(code) {
      clearInterval(beat)
      looksUnderWay--
      note(code)
    },
  }
}

/**
 * A time in the future was stored before the clock was changed, unless it is less than `PAUSE`
 * away.
 */
const isRecent = (time: unknown) => typeof time === 'number' && Math.abs(Date.now() - time) < PAUSE

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(localStorage.getItem(key) ?? ''))
  } catch {
    return {}
  }
}
