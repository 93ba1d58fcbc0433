import type { Sent } from './network.ts'
import type { Schedule } from './schedule.ts'
import type { World } from './world.ts'

/** The longest time that a tab waits for a lease, minus the time of its last read. */
const PATIENCE = 30_000

/** Checks that only one tab at a time requests a token, as long as the lock can work. */
export function createLockWatch(
  world: World,
  { locks, update }: Schedule['profile'],
  accuse: (text: string) => void,
) {
  const asking = new Set<Sent>()
  const frozen = new Set<number>()
  const crashed = new Set<number>()
  /** Tabs whose lock was stolen. */
  const robbed = new Set<number>()
  /** The current lease and its tab. */
  let lease: { readonly owner: unknown; readonly tab: number } | undefined
  /** Since when each tab waits for the lease. */
  const waiting = new Map<number, number>()
  let isBroken = false

  /** If Web Locks are missing or forbidden, tabs use a lease in the store. */
  const breakLease = () => {
    if (locks !== 'web') isBroken = true
  }

  return {
    /** Without `update`, a tab whose lock was stolen may overwrite the records of others. */
    isAtomic: () => robbed.size === 0 || update || locks !== 'web',
    leaseWritten(tab: number, before: unknown, record: unknown) {
      if (JSON.stringify(before) === JSON.stringify(record)) {
        waiting.set(tab, waiting.get(tab) ?? world.now())
        return
      }
      waiting.delete(tab)
      const { until = 0, owner } = Object(record)
      // A tab that takes over the lease of a live tab has waited until it expired.
      if (lease && lease.owner !== owner && !crashed.has(lease.tab)) isBroken = true
      lease = until > world.deviceTime() ? { owner, tab } : undefined
    },
    sent(request: Sent) {
      if (request.target !== 'token') return
      const { tab } = request
      // After the longest wait, a tab continues without the lease, whichever tab holds it.
      if (world.now() - (waiting.get(tab) ?? Infinity) > PATIENCE) isBroken = true
      const excused = isBroken || robbed.has(tab)
      const others = [...asking].filter(
        (other) => other.tab !== tab && !frozen.has(other.tab) && !robbed.has(other.tab),
      )
      if (others.length > 0 && !excused) accuse('two tabs ask for a token at the same time')
      asking.add(request)
    },
    ended: (request: Sent) => asking.delete(request),
    storeFailed: breakLease,
    clockWasSet: breakLease,
    stolenFrom: (tab: number) => robbed.add(tab),
    froze(tab: number) {
      frozen.add(tab)
      breakLease()
    },
    thawed: (tab: number) => frozen.delete(tab),
    crashed(tab: number) {
      crashed.add(tab)
      for (const request of asking) if (request.tab === tab) asking.delete(request)
    },
  }
}
