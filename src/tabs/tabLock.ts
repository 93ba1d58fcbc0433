import { sleep } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { fieldsOf, isNumber } from '../wire/guards.ts'

/**
 * Runs one task at a time among all tabs that share a store. Whoever waits by asking again and again
 * may find `unless` meanwhile: then the task is not needed.
 */
export type TabLock = <T>(
  task: () => Promise<T>,
  unless?: () => Promise<T | undefined>,
) => Promise<T>

/** ms that a lease lasts unless it is renewed, as it is every second: a hidden tab's timers come so often. */
const LEASE = 5_000

/** ms in which a lock that is taken over must be granted: nobody is waited for. */
const TAKEOVER = 1_000

/**
 * Web Locks where they work, else a lease in a record of the store. A waiter waits at most
 * `patience` ms, then takes the lock over: its holder may be frozen.
 */
export function createTabLock(name: string, patience: number, store: CredentialStore): TabLock {
  const lease = createLease(`${name}:lease`, patience, store)
  /** Whether Web Locks have answered neither a request nor a takeover: they are not asked again. */
  let silent = false

  return async (task, unless) => {
    const locks = silent ? undefined : attempt(() => navigator.locks)
    if (!locks) return lease(task, unless)

    let running: ReturnType<typeof task> | undefined
    // However often the browser calls it, and however late.
    const run = () => (running ??= task())
    const waiting = new AbortController()
    const answer = await requestLock(locks, name, { signal: waiting.signal }, run, patience)
    if (running) return running
    // Locks are forbidden here, or do not do what they say.
    if (answer === 'ended') return lease(run, unless)

    attempt(() => waiting.abort())
    const takeover = await requestLock(locks, name, { steal: true }, run, TAKEOVER)
    silent = takeover === 'silent'
    return run()
  }
}

/**
 * Asks for a Web Lock. Resolves once the lock is granted and `run` runs, the request has ended
 * without that, or nothing has happened for `ms`.
 */
function requestLock(
  locks: LockManager,
  name: string,
  options: LockOptions,
  run: () => Promise<unknown>,
  ms: number,
): Promise<'granted' | 'ended' | 'silent'> {
  return new Promise((resolve) => {
    const settle = (answer: 'granted' | 'ended' | 'silent') => {
      clearTimeout(timer)
      resolve(answer)
    }
    const timer = setTimeout(settle, ms, 'silent')
    const request = async () =>
      locks.request(name, options, () => {
        settle('granted')
        return run()
      })
    // Nothing here but the request itself: the task says by itself how it ends.
    request().then(
      () => settle('ended'),
      () => settle('ended'),
    )
  })
}

/** A lock for browsers without Web Locks (Firefox before 96, Safari before 15.4). */
function createLease(key: string, patience: number, store: CredentialStore): TabLock {
  // Made at the first use: a client may be made where random numbers are refused.
  let owner: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Takes the lease for `ms` unless another tab holds it, or gives it up with 0. */
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
    // Without storage there is nothing that tabs could share.
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
    // The tab's own tasks go one after another: the lease knows tabs only.
    const turn = last.then(() => hold(task, unless))
    last = turn.catch(() => {})
    return turn
  }
}
