import type { Locks } from './locks.ts'
import type { World } from './world.ts'

/** The global scope of a page in the simulated browser. */
export interface PageGlobals {
  readonly locks: Locks | undefined
  readonly isOnline: () => boolean
  readonly BroadcastChannel: unknown
  readonly localStorage: () => Pick<Storage, 'getItem' | 'setItem'>
  readonly addEventListener: (type: string, listener: (event: unknown) => void) => void
  readonly removeEventListener: (type: string, listener: (event: unknown) => void) => void
  /** Default: a visible document. */
  readonly document?: unknown
  readonly window?: unknown
  readonly location?: unknown
  readonly sessionStorage?: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const verified = new Map<string, Promise<boolean>>()
const realVerify = crypto.subtle.verify.bind(crypto.subtle)

/** Caches the result per signature: a new check is slow, and asynchronous in real time. */
const verify: typeof crypto.subtle.verify = (algorithm, key, signature, data) => {
  const bytes = (source: BufferSource) =>
    Buffer.from(ArrayBuffer.isView(source) ? source.buffer : source).toString('base64')
  const question = `${bytes(signature)} ${bytes(data)}`
  const answer = verified.get(question) ?? realVerify(algorithm, key, signature, data)
  verified.set(question, answer)
  return answer
}

/** Replaces properties of an object until the returned function is called. */
function replace(object: object, properties: Readonly<Record<string, PropertyDescriptor>>) {
  const before = Object.keys(properties).map(
    (name) => [name, Object.getOwnPropertyDescriptor(object, name)] as const,
  )
  for (const [name, descriptor] of Object.entries(properties)) {
    Object.defineProperty(object, name, { configurable: true, ...descriptor })
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(object, name, descriptor)
      else Reflect.deleteProperty(object, name)
    }
  }
}

/** Makes each signature be checked only once, until the returned function is called. */
export const rememberSignatures = () =>
  replace(crypto.subtle, { verify: { value: verify, writable: true } })

/** Replaces the real globals by the simulated browser, until the returned function is called. */
export function installGlobals(world: World, page: PageGlobals): () => void {
  const hex = () =>
    Math.floor(world.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  const later =
    (repeat: boolean) =>
    (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const actor = world.actor()
      if (actor === undefined) throw new Error('A timer that nobody has set')
      const wait = Math.max(ms, repeat ? 1 : 0)
      // An interval keeps its id when it is scheduled again.
      let id = 0
      const set = () => world.schedule(wait, actor, `timer ${Math.round(wait)}`, fire)
      const fire = () => {
        if (repeat) current.set(id, set())
        work(...args)
      }
      id = set()
      if (repeat) current.set(id, id)
      return id
    }
  const current = new Map<number, number>()
  const clear = (id: number | undefined) => {
    if (id === undefined) return
    world.cancel(current.get(id) ?? id)
    current.delete(id)
  }
  const value = (it: unknown): PropertyDescriptor => ({ value: it, writable: true })
  const restore = [
    replace(globalThis, {
      setTimeout: value(later(false)),
      setInterval: value(later(true)),
      clearTimeout: value(clear),
      clearInterval: value(clear),
      navigator: {
        get: () => ({ locks: page.locks, onLine: page.isOnline() }),
      },
      BroadcastChannel: value(page.BroadcastChannel),
      document: value(page.document ?? { visibilityState: 'visible' }),
      ...(page.window !== undefined && { window: value(page.window) }),
      ...(page.location !== undefined && { location: value(page.location) }),
      ...(page.sessionStorage && { sessionStorage: { get: page.sessionStorage } }),
      localStorage: { get: page.localStorage },
      addEventListener: value(page.addEventListener),
      removeEventListener: value(page.removeEventListener),
    }),
    replace(Date, { now: value(world.deviceTime) }),
    replace(performance, { now: value(world.now) }),
    replace(Math, { random: value(world.random) }),
    replace(crypto, {
      randomUUID: value(() => [hex(), hex(), hex(), hex()].join('-')),
      getRandomValues: value((bytes: Uint8Array) => bytes.fill(0).map(() => world.random() * 256)),
    }),
    rememberSignatures(),
  ]
  return () => {
    for (const undo of restore) undo()
  }
}
