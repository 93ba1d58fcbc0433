import { attempt } from '../platform/attempt.ts'
import { timeLimit } from '../platform/timeLimit.ts'

/** ms after which another tab sees what this one has written to localStorage. */
const SEEN_AFTER = 50

/** ms after which a tab does not wait for its turn any longer: the holder may be frozen. */
const PATIENCE = 1_000

/** Lets one tab at a time look at the shared pace and send. */
export interface Turns {
  /** Whether this tab may send now. Always, if there are no Web Locks. */
  readonly isOurs: () => boolean
  /** Calls `start` at this tab's turn, within a second, or two if the page is busy. */
  readonly wait: (start: () => void) => void
  /** Keeps the turn until the other tabs see what was sent. */
  readonly extend: () => void
}

/** Creates the turns of the tabs that share this name, with Web Locks. `''`: no turns. */
export function createTurns(name: string): Turns {
  let areLocksBroken = !name || typeof document === 'undefined'
  let release: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const findLocks = () => (areLocksBroken ? undefined : attempt(() => navigator.locks))
  const end = () => {
    release?.()
    release = undefined
  }
  function extend() {
    if (!release) return
    clearTimeout(timer)
    timer = setTimeout(end, SEEN_AFTER)
  }

  return {
    isOurs: () => release !== undefined || !findLocks(),
    extend,
    wait(start) {
      let isStarted = false
      const startOnce = () => {
        if (isStarted) return
        isStarted = true
        endPatience()
        start()
      }
      const abort = attempt(() => new AbortController())
      const options = abort ? { signal: abort.signal } : {}
      const goWithout = () => {
        if (isStarted) return
        areLocksBroken = true
        attempt(() => abort?.abort())
        startOnce()
      }
      const endPatience = timeLimit(PATIENCE, goWithout)
      const request = async () =>
        findLocks()?.request(name, options, async () => {
          if (isStarted) return
          await new Promise<void>((resolve) => {
            release = resolve
            timer = undefined
            startOnce()
            // Nothing was sent, so nothing has to be seen.
            if (!timer) end()
          })
        })
      request().then(goWithout, goWithout)
    },
  }
}
