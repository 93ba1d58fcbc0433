import {
  type CredentialStore,
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
  type PassEvent,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, vi } from 'vitest'

/** One per test file. It does not throttle: the client's pacing has tests of its own. */
export const emulator = createPassEmulator({ throttle: false })
export const statement = await emulator.softwareStatement()
// The first signature check is slow, and fake timers would run ahead of it.
await emulator.fetch('https://warm.test/o/client/register', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ software_statement: statement }),
})

export const REGISTER = '/o/client/register'
export const TOKEN = '/o/client/token'
export const PROFILES = '/api/v2/REF30/profiles'
export const CONFIGURATION = '/api/v2/REF30/configuration'

type Fetch = typeof globalThis.fetch

/** One request as the client passed it to `fetch`. */
export interface Sent {
  readonly url: string
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** The body if it is a string, else an empty string. */
  readonly body: string
  readonly at: number
  readonly init: RequestInit
}

let origins = 0
/** An origin that no other test has used, so it has a rate-limit bucket of its own. */
const freshOrigin = () => `https://t${++origins}.test`

const textOf = (body: unknown) => (typeof body === 'string' ? body : '')

/** The requests without a response yet. */
let underWay = new Set<Sent>()

/** A `fetch` that records its requests. */
function recording(fetch: Fetch) {
  const sent: Sent[] = []
  const recorded: Fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const request: Sent = {
      url: url.href,
      path: url.pathname + url.search,
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: textOf(init.body),
      at: Date.now(),
      init,
    }
    sent.push(request)
    underWay.add(request)
    try {
      return await fetch(input, init)
    } finally {
      underWay.delete(request)
    }
  }
  return { sent, fetch: recorded }
}

export type Bed = ReturnType<typeof createBed>

/** A client for the emulator, with a store and an origin of its own and without pacing. */
export function createBed(options: Partial<PassClientOptions> = {}) {
  const { sent, fetch } = recording(options.fetch ?? emulator.fetch)
  const events: PassEvent[] = []
  const all: PassClientOptions = {
    softwareStatement: statement,
    serviceProvider: 'REF30',
    origin: freshOrigin(),
    store: memoryStore(),
    throttle: false,
    onEvent: (event) => events.push(event),
    ...options,
    fetch,
  }
  const paths = () => sent.map(({ path }) => path)
  return {
    client: createPassClient(all),
    sent,
    events,
    origin: String(all.origin),
    store: all.store ?? memoryStore(),
    paths,
    count: (path: string) => paths().filter((other) => other === path).length,
    types: () => events.map(({ type }) => type),
    /** Another client with the same store, origin and `fetch`: another tab or a reloaded page. */
    again: (other: Partial<PassClientOptions> = {}): PassClient =>
      createPassClient({ ...all, ...other }),
  }
}

/** The request that a custom response answers. */
export interface Call {
  readonly nth: number
  readonly init: RequestInit
  readonly url: string
  /** The body if it is a string, else an empty string. */
  readonly body: string
  /** Gets the response of the emulator, or of `rest`. */
  readonly real: () => Promise<Response>
}

/** A `fetch` with custom responses for `path`. `rest` gets other calls, and those without one. */
export function answering(
  path: string,
  answer: (call: Call) => Response | undefined | Promise<Response | undefined>,
  rest: Fetch = emulator.fetch,
): Fetch {
  let nth = 0
  return async (input, init = {}) => {
    const real = () => rest(input, init)
    const url = input instanceof Request ? input.url : String(input)
    if (new URL(url).pathname !== path) return real()
    return (await answer({ nth: ++nth, init, url, body: textOf(init.body), real })) ?? real()
  }
}

export const json = (body: unknown, status = 200) => Response.json(body, { status })

/** Returns the rejection of a promise. A promise that resolves fails the test. */
export const rejection = <E = Error>(promise: Promise<unknown>): Promise<E> =>
  promise.then(
    () => {
      throw new Error('It resolved')
    },
    (error: E) => error,
  )

/** Each test starts with fake timers, a reset emulator and empty storage, and leaves no stubs. */
export function holdTimeInEachTest() {
  beforeEach(() => {
    emulator.reset()
    localStorage.clear()
    holdTime()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
}

/** Fakes timers and the clock. Other asynchronous work (cryptography, streams) continues. */
export function holdTime() {
  underWay = new Set()
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
}

const { setTimeout: realTimeout } = globalThis

/** Event-loop turns after which a pending request is assumed to hang. */
function patience() {
  if (underWay.size === 0) return 5
  // A signature is checked on another thread, which may be busy.
  return [...underWay].some(({ path }) => path === REGISTER) ? 1_000 : 30
}

/** Waits for everything that needs no timer: pending responses, promises, streams. */
async function quiet() {
  for (let i = 0; i < patience(); i++) {
    await new Promise((resolve) => realTimeout(resolve, 1))
    if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0)
  }
}

/** Advances fake time by `ms` and waits for the effects. */
export async function elapse(ms: number) {
  await quiet()
  await vi.advanceTimersByTimeAsync(ms)
  await quiet()
}

/** Advances fake time until `promise` settles. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  for (await quiet(); !settled; await quiet()) await vi.advanceTimersToNextTimerAsync()
  return promise
}

/** Blocks the page for `ms` of real time: timers are late afterwards, and answers wait. */
export function standStill(ms: number) {
  const began = performance.now()
  while (performance.now() - began < ms);
}

/** Web Locks that are granted at once. The function returns how many are held now. */
export function stubLocks() {
  let held = 0
  const locks = {
    request: async (_name: string, _options: unknown, task: () => Promise<unknown>) => {
      held++
      return task().finally(() => held--)
    },
  }
  vi.stubGlobal('navigator', { locks, onLine: true })
  return () => held
}

/** A store over a map that tests can inspect and break. */
export function createOpenStore({ update = true } = {}) {
  const records = new Map<string, unknown>()
  const broken = { reads: false, writes: false }
  const check = (...names: (keyof typeof broken)[]) => {
    if (names.some((name) => broken[name])) throw new DOMException('Broken', 'UnknownError')
  }
  const store: CredentialStore = {
    get: async (key) => {
      check('reads')
      return structuredClone(records.get(key))
    },
    set: async (key, value) => {
      check('writes')
      records.set(key, structuredClone(value))
    },
    delete: async (key) => {
      check('writes')
      records.delete(key)
    },
    ...(update && {
      update: async (key: string, fn: (old: unknown) => unknown) => {
        check('reads', 'writes')
        records.set(key, structuredClone(fn(structuredClone(records.get(key)))))
      },
    }),
  }
  return { store, records, broken }
}
