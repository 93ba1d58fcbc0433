/** The actor of an event: a tab, by its number, or the server. */
export type Actor = number | 'server'

interface Pending {
  readonly at: number
  readonly actor: Actor
  readonly label: string
  readonly run: () => void
}

const { setImmediate } = globalThis

/** Resolves after all pending promise callbacks. Nothing in a run waits for anything else. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A seeded generator of numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const BEGIN = Date.UTC(2026, 0, 1)

export type World = ReturnType<typeof createWorld>

/**
 * Virtual time and its events. Events run one at a time, each for one actor. The actor stays set
 * until all promises of the event have settled.
 */
export function createWorld(seed: number, trace?: string[]) {
  const pending = new Map<number, Pending>()
  const frozen = new Set<Actor>()
  const dead = new Set<Actor>()
  let ids = 0
  let now = 0
  let skew = 0
  let events = 0
  let actor: Actor | undefined

  async function run(who: Actor, label: string, work: () => void) {
    events++
    trace?.push(`${now} ${who} ${label}`)
    actor = who
    work()
    await settle()
    actor = undefined
  }

  function next(): [number, Pending] | undefined {
    let first: [number, Pending] | undefined
    for (const entry of pending) {
      if (frozen.has(entry[1].actor)) continue
      if (!first || entry[1].at < first[1].at) first = entry
    }
    return first
  }

  return {
    random: createRandom(seed),
    /** The ms since the run started, independent of the device's clock. */
    now: () => now,
    /** The time on the device's clock. */
    deviceTime: () => BEGIN + now + skew,
    setClock: (by: number) => {
      skew += by
    },
    events: () => events,
    actor: () => actor,
    /** The tab that is the current actor. */
    tab(): number {
      if (typeof actor !== 'number') throw new Error('Nobody acts, or not a tab')
      return actor
    },
    note: (text: string) => trace?.push(`${now} ${text}`),
    schedule(delay: number, who: Actor, label: string, work: () => void): number {
      const id = ++ids
      if (!dead.has(who)) pending.set(id, { at: now + delay, actor: who, label, run: work })
      return id
    },
    cancel: (id: number) => pending.delete(id),
    freeze: (who: Actor) => frozen.add(who),
    thaw: (who: Actor) => frozen.delete(who),
    /** Drops all present and future events of this actor. */
    bury(who: Actor) {
      dead.add(who)
      frozen.delete(who)
      for (const [id, event] of pending) if (event.actor === who) pending.delete(id)
    },
    isBuried: (who: Actor) => dead.has(who),
    /** Runs an event of `who` now. */
    act: run,
    /** Runs the next event. Resolves with `false` if there is none up to the time `until`. */
    async step(until: number): Promise<boolean> {
      const entry = next()
      if (!entry || entry[1].at > until) {
        if (until < Infinity) now = Math.max(now, until)
        return false
      }
      const [id, event] = entry
      pending.delete(id)
      now = Math.max(now, event.at)
      await run(event.actor, event.label, event.run)
      return true
    },
  }
}
