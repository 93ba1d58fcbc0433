import type { World } from './world.ts'

interface Request {
  readonly tab: number
  readonly run: () => void
  readonly reject: (reason: unknown) => void
}

type Grant = (lock: null) => Promise<unknown>

/** The part of `navigator.locks` that this package uses. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    grant: Grant,
  ): Promise<unknown>
}

const stolen = () => new DOMException('The lock was stolen', 'AbortError')

/** Web Locks among the tabs of a device. A tab that crashes releases its locks. */
export function createLocks(world: World, onSteal: (victim: number) => void) {
  const holders = new Map<string, Request>()
  const queues = new Map<string, Request[]>()
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }

  function hand(name: string, request: Request) {
    holders.set(name, request)
    world.schedule(0, request.tab, 'lock granted', request.run)
  }
  function release(name: string, request: Request) {
    if (holders.get(name) !== request) return
    holders.delete(name)
    const next = queueOf(name).shift()
    if (next) hand(name, next)
  }

  const locks: Locks = {
    request: (name, { signal, steal }, grant) =>
      new Promise((resolve, reject) => {
        const request: Request = {
          tab: world.tab(),
          reject,
          run: () => {
            const leave = () => release(name, request)
            void grant(null).then(resolve, reject).then(leave)
          },
        }
        if (signal?.aborted) return reject(signal.reason)
        signal?.addEventListener('abort', () => {
          const queue = queueOf(name)
          const place = queue.indexOf(request)
          if (place < 0) return
          queue.splice(place, 1)
          reject(signal.reason)
        })
        const holder = holders.get(name)
        if (!holder) return hand(name, request)
        if (!steal) return queueOf(name).push(request)
        onSteal(holder.tab)
        world.schedule(0, holder.tab, 'lock stolen', () => holder.reject(stolen()))
        hand(name, request)
      }),
  }
  return {
    locks,
    crash(tab: number) {
      for (const [name, queue] of queues) {
        queues.set(
          name,
          queue.filter((request) => request.tab !== tab),
        )
      }
      for (const [name, holder] of holders) if (holder.tab === tab) release(name, holder)
    },
  }
}
