import type { CredentialStore } from '../store/CredentialStore.ts'
import { sleep } from './abort.ts'

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

/**
 * Web Locks where they are, else a lease in a record of the store. A waiter waits at most
 * `patience` ms, then takes the lock over: its holder may be frozen.
 */
export function createTabLock(name: string, patience: number, store: CredentialStore): TabLock {
  const lease = createLease(`${name}:lease`, patience, store)
  return async (task, unless) => {
    const locks = globalThis.navigator?.locks
    if (!locks) return lease(task, unless)
    let running: ReturnType<typeof task> | undefined
    const run = () => (running ??= task())
    const waiting = new AbortController()
    const timer = setTimeout(() => waiting.abort(), patience)
    const { signal } = waiting
    await locks
      .request(name, { signal }, run)
      .catch(() => {
        // Out of patience: the lock is stolen from its holder. Otherwise locks are forbidden here, or
        // ours was stolen, or the task failed: it runs, goes on or says so itself.
        if (signal.aborted && !running) return locks.request(name, { steal: true }, run)
      })
      .catch(() => {})
    clearTimeout(timer)
    return run()
  }
}

/** A lock for browsers without Web Locks (Firefox before 96, Safari before 15.4). */
function createLease(key: string, patience: number, store: CredentialStore): TabLock {
  const owner = Math.random()
  let last: Promise<unknown> = Promise.resolve()

  /** Takes the lease for `ms` unless another tab holds it, or gives it up with 0. */
  async function claim(ms: number): Promise<boolean> {
    let ours = true
    await store.update?.(key, (old) => {
      const lease: { readonly owner?: unknown; readonly until?: number } = Object(old)
      const left = (lease.until ?? 0) - Date.now()
      ours = lease.owner === owner || !(left > 0 && left <= LEASE)
      return ours ? { owner, until: Date.now() + ms } : old
    })
    return ours
  }

  async function hold<T>(
    task: () => Promise<T>,
    unless?: () => Promise<T | undefined>,
  ): Promise<T> {
    // Without storage there is nothing that tabs could share.
    const attempt = (ms: number) => claim(ms).catch(() => true)
    for (let waited = 0; waited < patience && !(await attempt(LEASE)); ) {
      const pause = 20 + Math.random() * 30
      await sleep(pause)
      waited += pause
      const found = await unless?.()
      if (found) return found
    }
    const beat = setInterval(attempt, 1_000, LEASE)
    try {
      return await task()
    } finally {
      clearInterval(beat)
      await attempt(0)
    }
  }

  return (task, unless) => {
    // The tab's own tasks go one after another: the lease knows tabs only.
    const turn = last.then(() => hold(task, unless))
    last = turn.catch(() => {})
    return turn
  }
}
