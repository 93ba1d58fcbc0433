import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { IDBFactory } from 'fake-indexeddb'
import { indexedDbStore, type PassClient, PassProvider } from 'react-adobe-pass'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  type Bed,
  CONFIGURATION,
  createBed,
  createOpenStore,
  holdTimeInEachTest,
  json,
  REGISTER,
  soon,
  TOKEN,
} from './testbed.ts'

let served = 0
/** Replaces the emulator, which would use the same broken browser APIs. */
const fetch: typeof globalThis.fetch = async (input) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  const id = String(++served)
  if (pathname === REGISTER) return json({ client_id: id, client_secret: id }, 201)
  if (pathname !== TOKEN) return json({})
  return json({ access_token: id, expires_in: 3600, token_type: 'bearer' }, 201)
}

holdTimeInEachTest()
afterEach(cleanup)

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

/** Replaces a global with a getter, which can throw. */
function stubGetter(name: string, get: () => unknown) {
  const before = Object.getOwnPropertyDescriptor(globalThis, name)
  Object.defineProperty(globalThis, name, { configurable: true, get })
  mends.push(() => {
    if (before) Object.defineProperty(globalThis, name, before)
    else Reflect.deleteProperty(globalThis, name)
  })
}
const mends: (() => void)[] = []
afterEach(() => {
  for (const mend of mends.splice(0)) mend()
})

const stub = (name: string, value: unknown) => () => vi.stubGlobal(name, value)
const locks = (request: unknown) => stub('navigator', { onLine: true, locks: { request } })

/** A working channel, except for the given methods. */
const channel = (own: Readonly<Record<string, unknown>>) => {
  const made = { postMessage() {}, close() {}, ...own }
  return stub(
    'BroadcastChannel',
    class {
      constructor() {
        return made
      }
    },
  )
}

const { addEventListener: listen } = globalThis
const deafTo = (refused: string) => (type: string, listener: () => void) =>
  type === refused ? refuse() : listen(type, listener)

type Locked = () => Promise<unknown>
const faults: readonly (readonly [api: string, what: string, breakIt: () => void])[] = [
  ['BroadcastChannel', 'is missing', stub('BroadcastChannel', undefined)],
  ['BroadcastChannel', 'throws when it is accessed', () => stubGetter('BroadcastChannel', refuse)],
  ['BroadcastChannel', 'throws when it is created', stub('BroadcastChannel', refuse)],
  ['BroadcastChannel', 'throws when a message is posted', channel({ postMessage: refuse })],
  ['BroadcastChannel', 'throws when it is closed', channel({ close: refuse })],
  ['BroadcastChannel', 'has no methods', channel({ postMessage: undefined, close: undefined })],

  ['navigator.locks', 'is missing', stub('navigator', { onLine: true })],
  [
    'navigator.locks',
    'throws when it is accessed',
    () =>
      vi.stubGlobal(
        'navigator',
        Object.defineProperty({ onLine: true }, 'locks', { get: refuse, enumerable: true }),
      ),
  ],
  ['navigator.locks', 'has no request', locks(undefined)],
  ['navigator.locks', 'throws', locks(refuse)],
  ['navigator.locks', 'rejects', locks(async () => refuse())],
  ['navigator.locks', 'resolves without running the task', locks(async () => undefined)],
  ['navigator.locks', 'returns no promise', locks(() => undefined)],
  ['navigator.locks', 'never resolves', locks(() => new Promise(() => {}))],
  [
    'navigator.locks',
    'runs the task and never resolves',
    locks((_name: string, _options: unknown, task: Locked) => {
      void task()
      return new Promise(() => {})
    }),
  ],
  [
    'navigator.locks',
    'runs the task twice',
    locks((_name: string, _options: unknown, task: Locked) => Promise.all([task(), task()])),
  ],
  [
    'navigator.locks',
    'never grants a lock and throws for steal',
    locks((_name: string, { steal }: LockOptions) => (steal ? refuse() : new Promise(() => {}))),
  ],

  ['localStorage', 'is missing', stub('localStorage', undefined)],
  ['localStorage', 'is null', stub('localStorage', null)],
  ['localStorage', 'throws when it is accessed', () => stubGetter('localStorage', refuse)],
  ['localStorage', 'throws', stub('localStorage', { getItem: refuse, setItem: refuse })],
  ['localStorage', 'returns numbers', stub('localStorage', { getItem: () => 7, setItem: () => 7 })],

  ['indexedDB', 'is missing', stub('indexedDB', undefined)],
  ['indexedDB', 'is null', stub('indexedDB', null)],
  ['indexedDB', 'throws when it is accessed', () => stubGetter('indexedDB', refuse)],
  ['indexedDB', 'throws', stub('indexedDB', { open: refuse })],
  ['indexedDB', 'returns no request', stub('indexedDB', { open: () => undefined })],
  ['indexedDB', 'never fires an event', stub('indexedDB', { open: () => ({}) })],

  ['crypto', 'is missing', stub('crypto', undefined)],
  ['crypto', 'throws', stub('crypto', { getRandomValues: refuse })],

  ['navigator', 'is missing', stub('navigator', undefined)],
  [
    'navigator',
    'throws for every property',
    () => vi.stubGlobal('navigator', new Proxy({}, { get: refuse, has: refuse })),
  ],
  ['navigator', 'is empty', stub('navigator', {})],
  ['screen', 'is missing', stub('screen', undefined)],
  ['screen', 'throws when it is accessed', () => stubGetter('screen', refuse)],
  ['addEventListener', 'throws', stub('addEventListener', deafTo('pageshow'))],
  ['addEventListener', 'is missing', stub('addEventListener', undefined)],
  ['removeEventListener', 'throws', stub('removeEventListener', deafTo('pageshow'))],

  ['storage.persist', 'is missing', stub('navigator', { onLine: true, storage: {} })],
  ['storage.persist', 'throws', stub('navigator', { storage: { persist: refuse } })],
  ['storage.persist', 'rejects', stub('navigator', { storage: { persist: async () => refuse() } })],
  [
    'storage.persist',
    'returns no promise',
    stub('navigator', { storage: { persist: () => true } }),
  ],
  [
    'storage.persist',
    'never resolves',
    stub('navigator', { storage: { persist: () => new Promise(() => {}) } }),
  ],

  ['TextEncoder', 'is missing', stub('TextEncoder', undefined)],
  ['TextDecoder', 'is missing', stub('TextDecoder', undefined)],
  ['TextDecoder', 'throws when it is accessed', () => stubGetter('TextDecoder', refuse)],
  ['TextDecoder', 'throws when it is created', stub('TextDecoder', refuse)],
]

const mount = (client: PassClient) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PassProvider client={client}>the application</PassProvider>
    </QueryClientProvider>,
  )

describe('a failing browser API disables only its own feature', () => {
  it.each(faults)('%s %s', async (api, _, breakIt) => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    breakIt()
    const bed = createBed({
      fetch,
      ...(api === 'indexedDB' && { store: indexedDbStore({ timeout: 500 }) }),
      persistStorage: true,
      timeout: 1_000,
    })
    const { client, count } = bed
    const { container, unmount } = mount(client)

    const { value } = await soon(client.getToken())
    expect(value).not.toBe('')
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(await soon(client.getToken())).toMatchObject({ value })
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
    await soon(client.reset())
    expect((await soon(client.getToken())).value).not.toBe(value)
    expect([count(REGISTER), count(TOKEN)]).toEqual([2, 2])
    expect(container.textContent).toBe('the application')
    unmount()
  })

  it('many APIs fail at once', async () => {
    for (const name of ['BroadcastChannel', 'indexedDB', 'localStorage', 'screen']) {
      stubGetter(name, refuse)
    }
    vi.stubGlobal('crypto', undefined)
    vi.stubGlobal('navigator', new Proxy({}, { get: refuse }))
    vi.stubGlobal('TextEncoder', undefined)
    const { client, types } = createBed({ fetch, store: indexedDbStore(), throttle: undefined })
    const { container, unmount } = mount(client)
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(types()).toContain('storage-unavailable')
    expect(container.textContent).toBe('the application')
    unmount()
  })
})

/** Two tabs that request a token at the same time. */
const race = (bed: Bed) => soon(Promise.all([bed.client.getToken(), bed.again().getToken()]))

describe('failing Web Locks', () => {
  it.each([
    ['reject', async () => refuse()],
    ['skip the task', async () => undefined],
    ['throw', refuse],
  ])('that %s make two tabs use the lease: one registers, the other waits', async (_, request) => {
    locks(request)()
    const bed = createBed({ fetch })
    const [mine, theirs] = await race(bed)
    expect(mine).toEqual(theirs)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([1, 1])
  })

  it('that never resolve are awaited only once per page load', async () => {
    const request = vi.fn<() => Promise<never>>(() => new Promise(() => {}))
    locks(request)()
    const { client } = createBed({ fetch, timeout: 1_000 })
    const start = Date.now()
    await soon(client.getToken())
    // Twice the timeout and a second, plus one second for the takeover.
    expect(Date.now() - start).toBeGreaterThanOrEqual(4_000)
    expect(Date.now() - start).toBeLessThan(4_500)
    const asked = request.mock.calls.length

    await soon(client.reset())
    await soon(client.getToken())
    expect(Date.now() - start).toBeLessThan(5_000)
    expect(request).toHaveBeenCalledTimes(asked)
  })
})

describe('a device identifier', () => {
  const device = async () => {
    const { store, records } = createOpenStore()
    await soon(createBed({ fetch, store }).client.fetch(CONFIGURATION))
    return String(records.get('react-adobe-pass:device'))
  }

  it.each([
    ['is missing', undefined],
    ['throws', { getRandomValues: refuse }],
    ['returns zeros', { getRandomValues: (bytes: Uint8Array) => bytes }],
  ])('is different on each device even if crypto %s', async (_, crypto) => {
    vi.stubGlobal('crypto', crypto)
    const ids = [await device(), await device(), await device()]
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  })
})
