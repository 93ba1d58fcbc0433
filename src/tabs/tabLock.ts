import { sleep } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'
import { pageActivated } from '../platform/onPageActivated.ts'
import { timeLimit } from '../platform/timeLimit.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { fieldsOf, isNumber } from '../wire/guards.ts'

/**
 * Runs one task at a time among all tabs that share a store. A waiter that polls for the lock also
 * calls `unless`: if that returns a value, the task is not needed and does not run.
 */
export type TabLock = <T>(
  task: () => Promise<T>,
  unless?: () => Promise<T | undefined>,
) => Promise<T>

/**
 * ms that a lease lasts. It is renewed every second, because a hidden tab's timers fire no more
 * often.
 */
const LEASE = 5_000

/** ms within which a stolen lock must be granted. Stealing waits for no other tab. */
const TAKEOVER = 1_000

/**
 * Uses Web Locks if they work, else a lease in a record of the store. A waiter waits at most
 * `patience` ms and then takes over the lock, because its holder may be frozen. A prerendered page
 * waits until it is shown.
 */
export function createTabLock(name: string, patience: number, store: CredentialStore): TabLock {
  const lease = createLease(`${name}:lease`, patience, store)
  /** Whether Web Locks answered neither a request nor a takeover. They are not used again then. */
  let silent = false

  return async (task, unless) => {
    await pageActivated()
    const locks = silent ? undefined : attempt(() => navigator.locks)
    if (!locks) return lease(task, unless)

    let running: ReturnType<typeof task> | undefined
    // Runs the task once, however often and however late the browser calls this.
    const run = () => (running ??= task())
    const waiting = new AbortController()
    const requestLock = (options: LockOptions) =>
      startUnderLock(
        (granted) => locks.request(name, options, granted),
        run,
        options.steal ? TAKEOVER : patience,
      )
    const answer = await requestLock({ signal: waiting.signal })
    if (running) return running
    // Locks are forbidden here, or do not work as specified.
    if (answer === 'ended') return lease(run, unless)

    attempt(() => waiting.abort())
    const takeover = await requestLock({ steal: true })
    silent = takeover === 'silent'
    return run()
  }
}

/**
 * Starts `task` when `request` is granted a Web Lock. Resolves when it has started, when the request
 * ends without that, or after `ms`.
 */
function startUnderLock(
  request: (granted: () => Promise<unknown>) => Promise<unknown>,
  task: () => Promise<unknown>,
  ms: number,
): Promise<'granted' | 'ended' | 'silent'> {
  return new Promise((resolve) => {
    const settle = (answer: 'granted' | 'ended' | 'silent') => {
      endTimeLimit()
      resolve(answer)
    }
    const endTimeLimit = timeLimit(ms, () => settle('silent'))
    const ended = () => settle('ended')
    const start = async () =>
      request(() => {
        settle('granted')
        return task()
      })
    // Only the end of the request matters here: the task's own promise reports its result.
    start().then(ended, ended)
  })
}

/** A lock for browsers without Web Locks (Firefox before 96, Safari before 15.4). */
function createLease(key: string, patience: number, store: CredentialStore): TabLock {
  // Created on first use: a client may be created where random numbers are not allowed.
  let owner: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Takes the lease for `ms` unless another tab holds it. 0 releases it. */
  async function claim(ms: number): Promise<boolean> {
    let ours = true
    owner ??= Math.random()
    await store.update?.(key, (old) => {
      const { owner: holder, until } = fieldsOf(old)
      const left = (isNumber(until) ? until : 0) - Date.now()
      ours = holder === owner || !(left > 0 && left <= LEASE)
      return ours ? { owner, until: Date.now() + ms } : old
    })
    return ours
  }

  async function hold<T>(
    task: () => Promise<T>,
    unless?: () => Promise<T | undefined>,
  ): Promise<T> {
    // Without storage, tabs share nothing and need no lock.
    const tryClaim = (ms: number) => claim(ms).catch(() => true)
    for (let waited = 0; waited < patience && !(await tryClaim(LEASE)); ) {
      const pause = 20 + Math.random() * 30
      await sleep(pause)
      waited += pause
      const found = await unless?.()
      if (found) return found
    }
    const beat = setInterval(tryClaim, 1_000, LEASE)
    try {
      return await task()
    } finally {
      clearInterval(beat)
      await tryClaim(0)
    }
  }

  return (task, unless) => {
    // This tab's own tasks run one after another: the lease only separates tabs.
    const turn = last.then(() => hold(task, unless))
    last = turn.catch(() => {})
    return turn
  }
}
