import type { Sent } from './network.ts'
import type { Schedule } from './schedule.ts'
import type { World } from './world.ts'

/** What a waiter for a lease waits at most, less what its last look takes. */
const PATIENCE = 30_000

/** Watches that one tab at a time asks for a token, as long as the lock can work. */
export function createLockWatch(
  world: World,
  { locks, update }: Schedule['profile'],
  accuse: (text: string) => void,
) {
  const asking = new Set<Sent>()
  const frozen = new Set<number>()
  const crashed = new Set<number>()
  /** Tabs whose lock was taken from them. */
  const robbed = new Set<number>()
  /** The lease that holds now, and since when it has been this tab's. */
  let lease: { readonly owner: unknown; readonly tab: number } | undefined
  /** Since when tabs wait for it. */
  const waiting = new Map<number, number>()
  let isBroken = false

  /** Where Web Locks are missing or forbidden, tabs are held apart by a lease in the store. */
  const breakLease = () => {
    if (locks !== 'web') isBroken = true
  }

  return {
    /** Without `update`, a tab whose lock was taken from it may write over what others have stored. */
    isAtomic: () => robbed.size === 0 || update || locks !== 'web',
    leaseWritten(tab: number, before: unknown, record: unknown) {
      if (JSON.stringify(before) === JSON.stringify(record)) {
        waiting.set(tab, waiting.get(tab) ?? world.now())
        return
      }
      waiting.delete(tab)
      const { until = 0, owner } = Object(record)
      // Whoever takes it from a tab that lives has waited for its end.
      if (lease && lease.owner !== owner && !crashed.has(lease.tab)) isBroken = true
      lease = until > world.deviceTime() ? { owner, tab } : undefined
    },
    sent(request: Sent) {
      if (request.target !== 'token') return
      const { tab } = request
      // Out of patience it goes on without the lease, whoever has it now or takes it next.
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
