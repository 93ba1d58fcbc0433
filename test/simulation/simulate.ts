import { environmentManager } from '@tanstack/react-query'
import type { CredentialStore } from 'react-adobe-pass'
import { createChannels } from './channels.ts'
import { createTabs, type Tab } from './device.ts'
import { installGlobals } from './globals.ts'
import { createLocks, type Locks } from './locks.ts'
import { createNetwork, type Fate, type Target } from './network.ts'
import { readKept } from './record.ts'
import {
  type Command,
  harmless,
  type NetworkFault,
  type Schedule,
  type StoreFault,
} from './schedule.ts'
import { emulator } from './server.ts'
import { createStorage, type StoreFate } from './storage.ts'
import { createWitness } from './witness.ts'
import { createWorld } from './world.ts'

// There is no window here, but TanStack Query must not take this for a server.
environmentManager.setIsServer(() => false)

const TEN_DAYS = 864_000_000
const MOST_TABS = 8
const MOST_EVENTS = 50_000

type Fetch = typeof globalThis.fetch

/** A fault in the world of a run that the simulator must find. */
export interface Mutation {
  readonly store?: (store: CredentialStore) => CredentialStore
  readonly fetch?: (fetch: Fetch) => Fetch
  readonly locks?: (locks: Locks) => Locks
  readonly localStorage?: 'of-each-tab'
}

/** The result of a run. */
export interface Report {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly events: number
  /** The longest time that a caller has waited, in ms. */
  readonly longest: number
}

/** Runs one schedule. Each event adds a line to `trace`. */
export async function simulate(
  { profile, commands, network, store, messages }: Schedule,
  { mutation = {}, trace }: { readonly mutation?: Mutation; readonly trace?: string[] } = {},
): Promise<Report> {
  const world = createWorld(profile.seed, trace)
  const locksKind = profile.locks
  const witness = createWitness(
    world,
    profile,
    (key) => storage.isMain(key),
    () => emulator.signIn(),
  )
  let online = true
  let healed = false
  const outage: Partial<Record<Target, { readonly fault: NetworkFault; readonly until: number }>> =
    {}
  let brokenStores: {
    readonly tab: number | string
    readonly what: string
    readonly how: StoreFault
  }[] = []
  const take = <T>(of: readonly T[], usual: T) => {
    let i = 0
    return () => (healed ? usual : (of[i++] ?? usual))
  }

  const nextStoreFate = take<StoreFate>(store, { before: 1, after: 1, fault: 'none' })
  const storage = createStorage(
    world,
    (tab, kind) => {
      const fate = nextStoreFate()
      const broken = brokenStores.find(
        (one) =>
          (one.tab === 'all' || one.tab === tab) &&
          (one.what === 'both' || one.what === `${kind}s`),
      )
      return broken ? { ...fate, fault: broken.how } : fate
    },
    witness.store,
  )
  const nextFate = take<Fate>(network, { out: 10, back: 10, fault: 'none' })
  const { send } = createNetwork(
    world,
    (target) => {
      const fate = nextFate()
      const { fault, until = 0 } = outage[target] ?? {}
      return fault && world.now() < until ? { ...fate, fault } : fate
    },
    () => online,
    witness.network,
  )
  const nextDelay = take<number | null>(messages, 1)
  const channels = createChannels(
    world,
    () => nextDelay() ?? undefined,
    (message, name) => witness.say('a message', `${name} ${JSON.stringify(message)}`),
  )
  const locks = createLocks(world, witness.lockStolen)
  const local = new Map<string, string>()
  const localKey = (key: string) => (mutation.localStorage ? `${world.tab()} ${key}` : key)
  const forbiddenLocks: Locks = {
    request: () => Promise.reject(new DOMException('Not here', 'SecurityError')),
  }
  const pageLocks = { web: locks.locks, lease: undefined, forbidden: forbiddenLocks }[locksKind]

  const device = createTabs(world, witness, {
    openStore: () => {
      const opened = storage.open({ update: profile.update || locksKind !== 'web' })
      return mutation.store?.(opened) ?? opened
    },
    fetch: mutation.fetch?.(send) ?? send,
    locks,
    channels,
    paced: profile.paced,
  })

  const restore = installGlobals(world, {
    locks: pageLocks && (mutation.locks?.(pageLocks) ?? pageLocks),
    isOnline: () => online,
    BroadcastChannel: channels.Channel,
    localStorage: () => {
      if (profile.localStorage === 'forbidden') throw new DOMException('No', 'SecurityError')
      return {
        getItem: (key) => local.get(localKey(key)) ?? null,
        setItem: (key, value) => {
          witness.say('localStorage', `${key} ${value}`)
          local.set(localKey(key), value)
        },
      }
    },
    addEventListener: device.addEventListener,
    removeEventListener: device.removeEventListener,
  })

  const sound = () => witness.violations.length === 0
  /** Runs events until the time `until`, and at most `most` of them. */
  async function proceed(until: number, most = Infinity) {
    for (let i = 0; i < most && sound() && (await world.step(until)); i++) {
      device.checkWaiting()
      if (world.events() > MOST_EVENTS) witness.accuse('the device does not come to rest')
    }
  }

  async function obey(command: Command) {
    const { tabs } = device
    const some = async (n: number): Promise<Tab> => tabs[n % tabs.length] ?? device.open('plain')
    switch (command.do) {
      case 'open':
        if (tabs.length < MOST_TABS) await device.open(modeOf(command.mode))
        return
      case 'call': {
        const tab = await some(command.tab)
        if (tab.frozen) return
        return command.what === 'api' ? device.request(tab) : device.getToken(tab)
      }
      case 'reset': {
        const tab = await some(command.tab)
        return tab.frozen ? undefined : device.reset(tab)
      }
      case 'crash':
        return device.crash(await some(command.tab))
      case 'freeze':
        return device.freeze(await some(command.tab))
      case 'thaw':
        return device.thaw(await some(command.tab))
      case 'focus':
        return device.focus(await some(command.tab))
      case 'sleep':
        return world.setClock(command.ms)
      case 'jump':
        world.setClock(command.ms)
        // The server's clock does not jump.
        emulator.advance(-command.ms)
        return witness.clockWasSet()
      case 'revokeTokens':
        return emulator.revokeTokens()
      case 'revokeClients':
        witness.clientsRevoked()
        return emulator.revokeClients()
      case 'outage':
        outage[targetOf(command.on)] = { fault: command.fault, until: world.now() + command.ms }
        return
      case 'offline':
      case 'online':
        online = command.do === 'online'
        return
      case 'break':
        brokenStores.push(command)
        return
      case 'mend':
        brokenStores = []
        return
      case 'damage':
        if (!harmless.has(command.to)) witness.recordLost(command.to)
        return storage.damage(command.to)
    }
  }

  /** Advances the time until no caller waits. */
  async function rest() {
    for (let i = 0; device.waiting.size && i < 700 && sound(); i++) {
      await proceed(world.now() + 1_000)
    }
  }

  /** Repairs everything. Stored credentials must still be there, and all tabs must use them. */
  async function heal() {
    healed = true
    online = true
    brokenStores = []
    for (const on of ['token', 'register', 'api'] as const) delete outage[on]
    for (const tab of device.tabs) device.thaw(tab)
    world.note('all is well again')
    await rest()
    // Also finish work without a caller: a replacement after the ten days would count as a new one.
    await proceed(world.now() + 60_000)
    // All tokens expire, replacements are allowed again, and earlier clock jumps have no effect.
    world.setClock(TEN_DAYS)
    await proceed(world.now() + 7_000)

    // A late reset may delete credentials that another tab has registered since.
    if (witness.isForgetting()) return
    const kept = readKept(storage.main())
    const used = new Set<string | undefined>()
    const { registrations } = witness.counts()
    const fresh = await device.open('plain')
    for (const tab of [fresh, ...device.tabs]) {
      await device.getToken(tab, (client) => used.add(client))
      await rest()
    }
    if (!sound()) return
    const now = readKept(storage.main())
    if (used.size !== 1 || !used.has(now.id))
      witness.accuse('the tabs do not use the credentials that are stored')
    const good = kept.id && !witness.isRevoked(kept.id)
    if (good && kept.id !== now.id) witness.accuse('good credentials were replaced in the end')
    if (good && witness.counts().registrations !== registrations)
      witness.accuse('a registration is made although all is well')
    if (!witness.mustKnow(now.id)) return
    let profiles: unknown
    await device.request(fresh, (answer) => {
      profiles = Object(answer).profiles
    })
    await rest()
    if (Object.keys(Object(profiles)).length === 1) witness.sawViewer()
    else witness.accuse('the viewer is signed out')
  }

  try {
    emulator.reset()
    for (const { after, command } of commands) {
      if (!sound()) break
      if ('ms' in after) await proceed(world.now() + after.ms)
      else await proceed(Infinity, after.events)
      world.note(`: ${JSON.stringify(command)}`)
      await obey(command)
    }
    await heal()
  } finally {
    await world.act('server', 'ends', () => {
      for (const tab of device.all) tab.unmount()
    })
    restore()
  }
  return {
    violations: witness.violations,
    counts: witness.counts(),
    events: world.events(),
    longest: device.longest(),
  }
}

const modeOf = (text: string) => (text === 'mounted' || text === 'watching' ? text : 'plain')
const targetOf = (text: string): Target => (text === 'token' || text === 'register' ? text : 'api')
