import { environmentManager } from '@tanstack/react-query'
import type { CredentialStore } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { createChannels } from './channels.ts'
import { installGlobals } from './globals.ts'
import {
  type AtProvider,
  createJourneyTabs,
  type JourneyTab,
  shownProfiles,
} from './journeyDevice.ts'
import type { Journey, JourneyCommand } from './journeySchedule.ts'
import { answerForm, decidingByName, usersIn } from './journeyServer.ts'
import { createJourneyWitness } from './journeyWitness.ts'
import { createLocks, type Locks } from './locks.ts'
import { createNetwork, type Fate } from './network.ts'
import { createPages, type SessionRecords } from './pages.ts'
import type { NetworkFault, StoreFault } from './schedule.ts'
import { emulator } from './server.ts'
import type { Report } from './simulate.ts'
import { createStorage, type StoreFate } from './storage.ts'
import { createWorld } from './world.ts'

// There is only a simulated window here. TanStack Query must not take this for a server.
environmentManager.setIsServer(() => false)

const MOST_TABS = 6
const TEN_MINUTES = 601_000
const MOST_EVENTS = 50_000

type Fetch = typeof globalThis.fetch

/** A fault in the world of a run that the simulator must find. */
export interface JourneyMutation {
  readonly store?: (store: CredentialStore) => CredentialStore
  readonly fetch?: (fetch: Fetch) => Fetch
  readonly serve?: (serve: Fetch) => Fetch
  readonly localStorage?: 'of-each-tab'
  /** Shared by all tabs, or separate for each page, so that it is empty after a reload. */
  readonly sessionStorage?: 'of-all-tabs' | 'of-each-page'
}

/** Runs one schedule of the journey. Each event adds a line to `trace`. */
export async function simulateJourney(
  { profile, commands, network, store, messages }: Journey,
  { mutation = {}, trace }: { readonly mutation?: JourneyMutation; readonly trace?: string[] } = {},
): Promise<Report> {
  const world = createWorld(profile.seed, trace)
  const witness = createJourneyWitness(world, profile)
  let online = true
  let healed = false
  let outage: { readonly fault: NetworkFault; readonly until: number } | undefined
  let brokenStores: Extract<JourneyCommand, { readonly do: 'break' }>[] = []
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
      return broken ? { ...fate, fault: broken.how as StoreFault } : fate
    },
    witness.store,
  )
  const nextFate = take<Fate>(network, { out: 10, back: 10, fault: 'none' })
  const { send, abort } = createNetwork(
    world,
    () => {
      const fate = nextFate()
      return outage && world.now() < outage.until ? { ...fate, fault: outage.fault } : fate
    },
    () => online,
    witness.network,
    mutation.serve?.(decidingByName) ?? decidingByName,
  )
  const nextDelay = take<number | null>(messages, 1)
  const channels = createChannels(
    world,
    () => nextDelay() ?? undefined,
    (message, name) => witness.say('a message', `${name} ${JSON.stringify(message)}`),
  )
  const locks = createLocks(world, () => {})
  const forbiddenLocks: Locks = {
    request: () => Promise.reject(new DOMException('Not here', 'SecurityError')),
  }
  const pageLocks = { web: locks.locks, lease: undefined, forbidden: forbiddenLocks }[profile.locks]
  const local = new Map<string, string>()
  const localKey = (key: string) => (mutation.localStorage ? `${world.tab()} ${key}` : key)
  const sessions = new Map<number, SessionRecords>()
  const ofAll: SessionRecords = new Map()
  const ofPages = new Map<number, SessionRecords>()
  const sessionOf = (tab: number): SessionRecords => {
    if (mutation.sessionStorage === 'of-all-tabs') return ofAll
    if (mutation.sessionStorage !== 'of-each-page') return sessions.get(tab) ?? new Map()
    const own = ofPages.get(tab) ?? new Map<string, string>()
    ofPages.set(tab, own)
    return own
  }
  const pages = createPages(world, profile.sessionStorage, sessionOf)
  const device = createJourneyTabs(world, witness, {
    openStore: () => {
      const opened = storage.open({ update: true })
      return mutation.store?.(opened) ?? opened
    },
    fetch: mutation.fetch?.(send) ?? send,
    abort,
    locks,
    channels,
    pages,
    sessions,
  })

  const restore = installGlobals(world, {
    ...pages,
    locks: pageLocks,
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
  })

  const sound = () => witness.violations.length === 0
  const check = () => {
    device.look()
    witness.checkStore()
    device.checkWaiting()
  }
  /** Runs events until the time `until`, and at most `most` of them. */
  async function proceed(until: number, most = Infinity) {
    for (let i = 0; i < most && sound() && (await world.step(until)); i++) {
      check()
      if (world.events() > MOST_EVENTS) witness.accuse('the device does not come to rest')
    }
  }
  const pass = (ms: number) => proceed(world.now() + ms)

  async function comeBack({ tab }: AtProvider, how: 'reload' | 'cache') {
    if (!tab) return
    if (how === 'reload') await device.reload(tab)
    else device.thaw(tab)
  }

  /** Answers the login form of a provider, after a redirect or on a second screen. */
  async function atProvider(
    session: number,
    action: 'signIn' | 'cancel',
    back: 'reload' | 'cache',
  ) {
    const { atProvider: all } = device
    const [place] = all.splice(all.length ? session % all.length : 0, 1)
    if (!place) return
    const { url, code, mvpd } = place
    if (code !== undefined && mvpd !== undefined) {
      await world.act('server', `${action} at ${mvpd}`, () => void answerForm(url, action))
      if (action === 'signIn') witness.logsIn(code, mvpd)
      // No two profiles may begin in the same millisecond.
      await pass(1)
    }
    await comeBack(place, back)
  }

  async function obey(command: JourneyCommand) {
    const { tabs } = device
    if ('tab' in command && command.do !== 'break') {
      return obeyIn(tabs[command.tab % tabs.length] ?? (await device.open()), command)
    }
    switch (command.do) {
      case 'open':
        if (tabs.length < MOST_TABS) await device.open()
        return
      case 'logIn':
        return atProvider(command.session, 'signIn', command.back)
      case 'turnBack':
        return atProvider(command.session, 'cancel', command.back)
      case 'sleep':
        witness.slept(command.ms)
        return world.setClock(command.ms)
      case 'jump':
        world.setClock(command.ms)
        // The server's clock does not jump.
        emulator.advance(-command.ms)
        return witness.clockWasSet(command.ms)
      case 'revokeTokens':
        return emulator.revokeTokens()
      case 'revokeClients':
        witness.signInsEnd()
        return emulator.revokeClients()
      case 'endSignIns':
        witness.signInsEnd()
        return emulator.signOutElsewhere()
      case 'outage':
        outage = { fault: command.fault, until: world.now() + command.ms }
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
    }
  }

  async function obeyIn(
    tab: JourneyTab,
    command: Exclude<Extract<JourneyCommand, { readonly tab: number }>, { readonly do: 'break' }>,
  ) {
    if (command.do === 'crash') return device.crash(tab)
    if (command.do === 'thaw') return isAway(tab) ? undefined : device.thaw(tab)
    if (tab.frozen) return
    switch (command.do) {
      case 'reload':
        return void (await device.reload(tab))
      case 'duplicate':
        if (device.tabs.length < MOST_TABS) await device.duplicate(tab)
        return
      case 'freeze':
        return device.freeze(tab)
      case 'signIn':
        return device.signIn(tab, command.mvpd, command.screen)
      case 'signOut':
        return device.signOut(tab, command.mvpd ?? undefined)
      case 'pick':
        return device.pick(tab, command.mvpd ?? undefined)
      case 'choose':
        return device.choose(tab, command.mvpd)
      case 'authorize':
      case 'refetch':
      case 'focus':
      case 'cancel':
      case 'retry':
      case 'hide':
      case 'reset':
        return device[command.do](tab)
    }
  }
  const isAway = (tab: JourneyTab) => device.atProvider.some((place) => place.tab === tab)

  /** Prepares the state from which the schedule starts. */
  async function begin() {
    if (profile.begin === 'new') return
    const tab = await device.open()
    await device.signIn(tab, 'Lumenwave', 'second-screen')
    await pass(3_000)
    await atProvider(0, 'signIn', 'reload')
    await pass(6_000)
    if (profile.begin === 'two-tabs') await device.open()
  }

  /** Advances the time until no caller waits. */
  async function rest() {
    for (let i = 0; device.waiting.size && i < 700 && sound(); i++) await pass(1_000)
  }

  async function thawAll() {
    for (const place of device.atProvider.splice(0)) await comeBack(place, 'reload')
    for (const tab of [...device.tabs]) {
      device.thaw(tab)
      await device.focus(tab)
    }
  }

  /** Repairs everything. Then the tabs must agree with each other, the server and the next page. */
  async function heal() {
    healed = true
    online = true
    brokenStores = []
    outage = undefined
    world.note('all is well again')
    await thawAll()
    await rest()
    // Some pages have left for a provider meanwhile.
    await thawAll()
    await pass(90_000)
    if (!sound()) return
    for (const tab of device.tabs) {
      const { status } = tab.signIn.getState()
      if (['starting', 'checking', 'redirecting'].includes(status))
        witness.accuse(`the sign-in of ${tab.id} stays ${status}`)
      if (witness.awaited(tab.id) !== undefined)
        witness.accuse(`the sign-in of ${tab.id} is lost with its page`)
    }
    if (!sound()) return
    // After this time, credentials that the server does not know may be replaced again.
    world.setClock(TEN_MINUTES)
    witness.slept(TEN_MINUTES)
    const fresh = await device.open()
    await pass(10_000)
    for (const turn of ['refetch', 'focus', 'refetch', 'focus'] as const) {
      for (const tab of [...device.tabs]) {
        if (!sound()) return
        await device[turn](tab)
        await rest()
        await pass(100)
      }
    }
    // If the store has failed, tabs may have different device identifiers.
    if (!sound() || !witness.isSound()) return
    let atServer: readonly string[] = []
    await world.act(fresh.id, 'asks the server', () => {
      void fresh.client.request(profiles()).then(
        (answer) => {
          atServer = usersIn(answer).map(({ id }) => id)
        },
        () => witness.accuse('the server does not answer in the end'),
      )
    })
    await pass(10_000)
    if (!sound()) return
    const [inUse, ...others] = shownProfiles(fresh)
    if (inUse === undefined ? atServer.length : !atServer.includes(inUse))
      witness.accuse(
        `the page shows ${inUse ?? 'nobody'}, the server ${atServer.join() || 'nobody'}`,
      )
    const shown = (tab: JourneyTab) => JSON.stringify(shownProfiles(tab))
    for (const tab of device.tabs) {
      if (shown(tab) !== shown(fresh))
        witness.accuse(`tab ${tab.id} shows ${shown(tab)}, a new one ${[inUse, ...others].join()}`)
    }
    if (!sound()) return
    for (const tab of [...device.tabs]) device.crash(tab)
    const last = await device.open()
    await pass(10_000)
    if (shown(last) !== shown(fresh)) witness.accuse('who is signed in is lost in a crash')
    const { mvpd } = last.viewer.repository.getState().record
    if (mvpd?.id !== witness.stored().pick) witness.accuse('the pick is lost in a crash')
  }

  try {
    emulator.reset()
    await begin()
    for (const { after, command } of commands) {
      if (!sound()) break
      if ('ms' in after) await pass(after.ms)
      else await proceed(Infinity, after.events)
      world.note(`: ${JSON.stringify(command)}`)
      await obey(command)
      check()
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
    longest: 0,
  }
}
