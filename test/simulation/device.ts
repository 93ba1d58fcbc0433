import { inspect } from 'node:util'
import { QueryObserver } from '@tanstack/react-query'
import {
  type CredentialStore,
  createPassClient,
  type PassClient,
  PassError,
} from 'react-adobe-pass'
import { clientParts } from '../../src/client/createPassClient.ts'
import type { createChannels } from './channels.ts'
import type { createLocks } from './locks.ts'
import { ORIGIN, statement } from './server.ts'
import type { Witness } from './witness.ts'
import type { World } from './world.ts'

/** One page of the device. */
export interface Tab {
  readonly id: number
  readonly client: PassClient
  readonly mounted: boolean
  /** Unsubscribes from the singletons of TanStack Query, which outlive a run. */
  readonly unmount: () => void
  frozen: boolean
  /** How many ms it was frozen, without the current freeze. */
  asleep: number
  frozenAt: number
}

/** A call that a tab waits for. */
interface Waiting {
  readonly tab: Tab
  readonly what: string
  readonly since: number
  readonly asleep: number
  readonly sent: number
}

const DEVICE = {
  primaryHardwareType: 'Desktop',
  model: 'x',
  version: 'x',
  osVersion: 'x',
  connectionType: 'x',
} as const

/** The ms after which a call counts as never settled. */
const PATIENCE = 600_000
/** The most requests that one call may cause: a limit for retries. */
const REQUESTS = 80

export type TabMode = 'plain' | 'mounted' | 'watching'

/** The tabs of a device, and their pending calls. */
export function createTabs(
  world: World,
  witness: Witness,
  {
    openStore,
    fetch,
    locks,
    channels,
    paced,
  }: {
    readonly openStore: () => CredentialStore
    readonly fetch: typeof globalThis.fetch
    readonly locks: ReturnType<typeof createLocks>
    readonly channels: ReturnType<typeof createChannels>
    readonly paced: boolean
  },
) {
  const tabs: Tab[] = []
  const all: Tab[] = []
  const listeners = new Set<{
    readonly tab: number
    readonly type: string
    readonly listener: (event: unknown) => void
  }>()
  const waiting = new Set<Waiting>()
  let ids = 0
  let longest = 0

  const addEventListener = (type: string, listener: (event: unknown) => void) =>
    void listeners.add({ tab: world.tab(), type, listener })
  const removeEventListener = (_: string, listener: (event: unknown) => void) => {
    for (const entry of listeners) if (entry.listener === listener) listeners.delete(entry)
  }

  /** The ms that a call has waited, without the time that its tab was frozen. */
  const waitOf = ({ tab, since, asleep }: Waiting) => world.now() - since - (tab.asleep - asleep)
  const examine = (error: unknown) => {
    witness.say('an error', inspect(error, { depth: 5 }))
    if (!(error instanceof PassError)) witness.accuse(`a caller gets ${inspect(error)}`)
  }

  async function open(mode: TabMode): Promise<Tab> {
    const id = ++ids
    let tab: Tab | undefined
    await world.act(id, `opens, ${mode}`, () => {
      const client = createPassClient({
        softwareStatement: statement,
        serviceProvider: 'REF30',
        origin: ORIGIN,
        store: openStore(),
        fetch,
        deviceInfo: DEVICE,
        ...(!paced && { throttle: false as const }),
        onEvent: (event) => witness.say('an event', JSON.stringify(event)),
      })
      const { tokens } = clientParts(client)
      // Like PassProvider and usePassToken.
      const unmounts = [
        ...(mode === 'plain' ? [] : [tokens.mount()]),
        ...(mode === 'watching'
          ? [new QueryObserver(tokens.queryClient, tokens.options).subscribe(() => {})]
          : []),
      ]
      tab = {
        id,
        client,
        mounted: mode !== 'plain',
        unmount: () => unmounts.reverse().forEach((undo) => undo()),
        frozen: false,
        asleep: 0,
        frozenAt: 0,
      }
    })
    if (!tab) throw new Error('A tab did not open')
    tabs.push(tab)
    all.push(tab)
    return tab
  }

  function wait(tab: Tab, what: string, promise: Promise<unknown>) {
    const entry: Waiting = {
      tab,
      what,
      since: world.now(),
      asleep: tab.asleep,
      sent: witness.sentBy(tab.id),
    }
    waiting.add(entry)
    void promise.catch(examine).then(() => {
      waiting.delete(entry)
      longest = Math.max(longest, waitOf(entry))
      const requests = witness.sentBy(tab.id) - entry.sent
      if (requests > REQUESTS) witness.accuse(`${what} of ${tab.id} took ${requests} requests`)
    })
  }

  return {
    tabs,
    /** Includes crashed tabs. */
    all,
    waiting,
    /** The longest time that a caller has waited, in ms. */
    longest: () => longest,
    addEventListener,
    removeEventListener,
    open,
    getToken: async (tab: Tab, then?: (client: string | undefined) => void) =>
      world.act(tab.id, 'getToken()', () =>
        wait(
          tab,
          'getToken()',
          tab.client.getToken().then(({ value }) => {
            const client = witness.ownerOf(value)
            if (!client) witness.accuse('a token is handed out that nobody issued')
            then?.(client)
          }),
        ),
      ),
    request: async (tab: Tab, then?: (answer: unknown) => void) =>
      world.act(tab.id, 'request()', () =>
        wait(
          tab,
          'request()',
          tab.client
            .request({ path: '/api/v2/{serviceProvider}/profiles' })
            .then((answer) => then?.(answer)),
        ),
      ),
    reset: async (tab: Tab) =>
      world.act(tab.id, 'reset()', () => {
        witness.reset(tab.id)
        const reset = tab.client.reset()
        reset.then(
          () => witness.resetSettled(tab.id, 'resolved'),
          () => witness.resetSettled(tab.id, 'rejected'),
        )
        wait(tab, 'reset()', reset)
      }),
    async focus(tab: Tab) {
      if (!tab.mounted || tab.frozen) return
      const cache = clientParts(tab.client).tokens.queryClient.getQueryCache()
      await world.act(tab.id, 'focus', () => {
        cache.onFocus()
        cache.onOnline()
      })
    },
    crash(tab: Tab) {
      world.note(`${tab.id} crashes`)
      tabs.splice(tabs.indexOf(tab), 1)
      world.bury(tab.id)
      witness.crashed(tab.id)
      locks.crash(tab.id)
      channels.crash(tab.id)
      for (const entry of waiting) if (entry.tab === tab) waiting.delete(entry)
      for (const entry of listeners) if (entry.tab === tab.id) listeners.delete(entry)
    },
    freeze(tab: Tab) {
      if (tab.frozen) return
      world.note(`${tab.id} freezes`)
      tab.frozen = true
      tab.frozenAt = world.now()
      world.freeze(tab.id)
      witness.lock.froze(tab.id)
    },
    thaw(tab: Tab) {
      if (!tab.frozen) return
      world.note(`${tab.id} thaws`)
      tab.frozen = false
      tab.asleep += world.now() - tab.frozenAt
      world.thaw(tab.id)
      witness.lock.thawed(tab.id)
      world.schedule(0, tab.id, 'pageshow', () => {
        for (const { tab: id, type, listener } of listeners) {
          if (id === tab.id && type === 'pageshow') listener({ persisted: true })
        }
      })
    },
    /** Reports calls that have waited too long. */
    checkWaiting() {
      for (const entry of waiting) {
        const { tab, what } = entry
        if (!tab.frozen && waitOf(entry) > PATIENCE)
          witness.accuse(`${what} of ${tab.id} does not settle`)
      }
    },
  }
}
