/** How an API misbehaves. */
export const kinds = [
  'missing',
  'throws on access',
  'throws on use',
  'never answers',
  'lies',
] as const
export type Kind = (typeof kinds)[number]

/** Breaks the API in the page that calls it. */
type Break = () => void

/** A browser API that the package uses, and how a page breaks it. */
interface Api {
  readonly name: string
  /** The names in the source that it covers. */
  readonly reads: readonly string[]
  /** A text says why a page cannot have this fault. Each lie has a name. */
  readonly faults: Readonly<Record<Exclude<Kind, 'lies'>, Break | string>> & {
    readonly lies: Readonly<Record<string, Break>> | string
  }
}

/** A row of the table: an API, and the way in which it is broken. */
export interface Fault {
  readonly name: string
  readonly api: string
  readonly kind: Kind
  /** A text says why a page cannot have this fault. */
  readonly put: Break | string
}

const PROPERTY = 'it is a property'
const SYNCHRONOUS = 'it is synchronous'
const EVENT = 'the browser makes it'
const TANSTACK = 'TanStack Query does not run without it'
const REACT = 'React does not run without it'
const LOCATION = 'no script can change it'

const refuse = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const reject = async () => refuse()
const nothing = () => {}
const forever = () => new Promise<never>(nothing)

const value = (owner: object, name: string, of: unknown) =>
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: of })
const getter = (owner: object, name: string, get: () => unknown) =>
  Object.defineProperty(owner, name, { configurable: true, get })

/** Removes a property, or makes reading it throw. Both check that this has an effect. */
const property = (owner: () => object, name: string) => ({
  missing: () => {
    value(owner(), name, undefined)
    if (Reflect.get(owner(), name) !== undefined) throw new Error(`${name} is still there`)
  },
  'throws on access': () => {
    getter(owner(), name, refuse)
    try {
      Reflect.get(owner(), name)
    } catch {
      return
    }
    throw new Error(`${name} does not throw`)
  },
})

const page = () => window
const navigation = () => navigator

/** Makes one of the two storages of a page behave as given. */
const storage = (area: () => Storage, own: Readonly<Record<string, unknown>>) => () => {
  const broken = area()
  for (const [name, method] of Object.entries(own)) {
    const sound: unknown = Reflect.get(Storage.prototype, name)
    value(Storage.prototype, name, function (this: Storage, ...given: unknown[]) {
      const used = this === broken ? method : sound
      return typeof used === 'function' ? Reflect.apply(used, this, given) : undefined
    })
  }
}

/** The events to which this package listens. */
const OWN_EVENTS = ['pageshow', 'message', 'visibilitychange']

/** Replaces `addEventListener` of the window and the document for these event types. */
const listening = (types: readonly string[], add: () => void) => () => {
  const { addEventListener } = EventTarget.prototype
  value(
    EventTarget.prototype,
    'addEventListener',
    function (this: EventTarget | undefined, ...given: Parameters<typeof addEventListener>) {
      const target = this ?? window
      if ((target === window || target === document) && types.includes(given[0])) return add()
      return addEventListener.apply(target, given)
    },
  )
}

/** A window that ignores navigations and `close()`. */
function emptyWindow() {
  const opened = { closed: false, location: { replace: nothing }, close: nothing }
  return Object.assign(opened, { parent: opened })
}

/** Makes a foreign frame send the message with which a popup reports that it is back. */
function sendForeignMessages() {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.srcdoc = `<script>setInterval(() => parent.postMessage('react-adobe-pass:back', '*'), 100)</script>`
  addEventListener('DOMContentLoaded', () => document.body.append(frame))
}

const repeat = (work: () => void) => void setInterval(work, 300)

const apis: readonly Api[] = [
  {
    name: 'indexedDB',
    reads: ['indexedDB'],
    faults: {
      ...property(page, 'indexedDB'),
      'throws on use': () => value(IDBFactory.prototype, 'open', refuse),
      'never answers': () => value(IDBFactory.prototype, 'open', () => ({})),
      lies: {
        'keeps nothing': () =>
          value(IDBObjectStore.prototype, 'put', function (this: IDBObjectStore) {
            return this.count()
          }),
        'opens nothing': () => value(IDBFactory.prototype, 'open', nothing),
      },
    },
  },
  {
    name: 'navigator.locks',
    reads: ['navigator.locks'],
    faults: {
      ...property(navigation, 'locks'),
      'throws on use': () => value(LockManager.prototype, 'request', reject),
      'never answers': () => value(LockManager.prototype, 'request', forever),
      lies: {
        'grants the same lock to all': () =>
          value(LockManager.prototype, 'request', async (...given: readonly unknown[]) => {
            const task = given.at(-1)
            return typeof task === 'function' ? task() : undefined
          }),
      },
    },
  },
  {
    name: 'BroadcastChannel',
    reads: ['BroadcastChannel'],
    faults: {
      ...property(page, 'BroadcastChannel'),
      'throws on use': () => value(window, 'BroadcastChannel', refuse),
      'never answers': () => value(BroadcastChannel.prototype, 'postMessage', nothing),
      lies: {
        'brings foreign messages': () =>
          Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
            set: (listener: unknown) => {
              repeat(() => {
                if (typeof listener === 'function') listener({ data: { token: 7 } })
              })
            },
          }),
      },
    },
  },
  {
    name: 'localStorage',
    reads: ['localStorage'],
    faults: {
      ...property(page, 'localStorage'),
      'throws on use': storage(() => localStorage, { getItem: refuse, setItem: refuse }),
      'never answers': SYNCHRONOUS,
      lies: {
        'holds garbage': storage(() => localStorage, { getItem: () => '{"7', setItem: nothing }),
      },
    },
  },
  {
    name: 'sessionStorage',
    reads: ['sessionStorage'],
    faults: {
      ...property(page, 'sessionStorage'),
      'throws on use': storage(() => sessionStorage, {
        getItem: refuse,
        setItem: refuse,
        removeItem: refuse,
      }),
      'never answers': SYNCHRONOUS,
      lies: {
        'keeps nothing': storage(() => sessionStorage, { getItem: () => null, setItem: nothing }),
      },
    },
  },
  {
    name: 'navigator.onLine',
    reads: ['navigator.onLine'],
    faults: {
      ...property(navigation, 'onLine'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: { 'says that there is no network': () => value(navigator, 'onLine', false) },
    },
  },
  {
    name: 'navigator.storage',
    reads: ['navigator.storage.persist'],
    faults: {
      ...property(navigation, 'storage'),
      'throws on use': () => value(StorageManager.prototype, 'persist', reject),
      'never answers': () => value(StorageManager.prototype, 'persist', forever),
      lies: { 'gives no promise': () => value(StorageManager.prototype, 'persist', nothing) },
    },
  },
  {
    name: 'navigator.userAgent',
    reads: ['navigator.userAgent'],
    faults: {
      ...property(navigation, 'userAgent'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: {
        'is empty': () => value(navigator, 'userAgent', ''),
        'is no text': () => value(navigator, 'userAgent', { brand: 7 }),
      },
    },
  },
  {
    name: 'navigator.maxTouchPoints',
    reads: ['navigator.maxTouchPoints'],
    faults: {
      ...property(navigation, 'maxTouchPoints'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: { 'is no number': () => value(navigator, 'maxTouchPoints', 'ten') },
    },
  },
  {
    name: 'screen',
    reads: ['screen.width', 'screen.height'],
    faults: {
      ...property(page, 'screen'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: { 'has no size': () => value(window, 'screen', { width: NaN, height: -1 }) },
    },
  },
  {
    name: 'crypto.getRandomValues',
    reads: ['crypto.getRandomValues'],
    faults: {
      ...property(() => crypto, 'getRandomValues'),
      'throws on use': () => value(crypto, 'getRandomValues', refuse),
      'never answers': SYNCHRONOUS,
      lies: { 'changes nothing': () => value(crypto, 'getRandomValues', nothing) },
    },
  },
  {
    name: 'crypto.subtle',
    reads: ['crypto.subtle'],
    faults: {
      ...property(() => crypto, 'subtle'),
      'throws on use': () => value(SubtleCrypto.prototype, 'digest', reject),
      'never answers': 'hashIdentity takes as long as the digest, and nothing else waits for it',
      lies: {
        'gives no bytes': () => value(SubtleCrypto.prototype, 'digest', async () => undefined),
      },
    },
  },
  {
    name: 'TextEncoder',
    reads: ['TextEncoder'],
    faults: {
      ...property(page, 'TextEncoder'),
      'throws on use': () => value(window, 'TextEncoder', refuse),
      'never answers': SYNCHRONOUS,
      lies: { 'encodes nothing': () => value(TextEncoder.prototype, 'encode', nothing) },
    },
  },
  {
    name: 'TextDecoder',
    reads: ['TextDecoder'],
    faults: {
      ...property(page, 'TextDecoder'),
      'throws on use': () => value(window, 'TextDecoder', refuse),
      'never answers': SYNCHRONOUS,
      lies: { 'decodes nothing': () => value(TextDecoder.prototype, 'decode', nothing) },
    },
  },
  {
    name: 'fetch',
    reads: ['fetch'],
    faults: {
      ...property(page, 'fetch'),
      'throws on use': () => value(window, 'fetch', refuse),
      'never answers': () => value(window, 'fetch', forever),
      lies: { 'gives no answer': () => value(window, 'fetch', async () => ({})) },
    },
  },
  {
    name: 'AbortController',
    reads: ['AbortController', 'DOMException'],
    faults: {
      missing: TANSTACK,
      'throws on access': TANSTACK,
      'throws on use': () => value(AbortController.prototype, 'abort', refuse),
      'never answers': () => value(AbortController.prototype, 'abort', nothing),
      lies: {
        'gives no reason': () =>
          Object.defineProperty(AbortSignal.prototype, 'reason', { get: nothing }),
      },
    },
  },
  {
    name: 'performance.now',
    reads: ['performance.now'],
    faults: {
      missing: () => value(performance, 'now', undefined),
      'throws on access': REACT,
      'throws on use': REACT,
      'never answers': SYNCHRONOUS,
      lies: {
        'stands still': () => value(performance, 'now', () => 7),
        'runs backwards': () => {
          const now = performance.now.bind(performance)
          value(performance, 'now', () => -now())
        },
      },
    },
  },
  {
    name: 'addEventListener',
    reads: [
      'addEventListener',
      'removeEventListener',
      'document.addEventListener',
      'document.removeEventListener',
    ],
    faults: {
      missing: () => {
        value(window, 'addEventListener', undefined)
        value(window, 'removeEventListener', undefined)
      },
      'throws on access': TANSTACK,
      'throws on use': listening(OWN_EVENTS.slice(0, 2), refuse),
      'never answers': listening([...OWN_EVENTS, 'online'], nothing),
      lies: {
        'pageshow and online come all the time': () =>
          repeat(() => {
            dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
            dispatchEvent(new Event('online'))
          }),
      },
    },
  },
  {
    name: 'document.visibilityState',
    reads: ['document.visibilityState', 'document.hasFocus'],
    faults: {
      ...property(() => document, 'visibilityState'),
      'throws on access': 'TanStack Query looks it up too, and throws where nobody can catch it',
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: { 'says hidden for ever': () => value(document, 'visibilityState', 'hidden') },
    },
  },
  {
    name: 'visibilitychange',
    reads: [],
    faults: {
      missing: 'it is an event: see addEventListener',
      'throws on access': EVENT,
      'throws on use': () => {
        const add = document.addEventListener.bind(document)
        value(document, 'addEventListener', (...given: Parameters<typeof add>) =>
          given[0] === 'visibilitychange' ? refuse() : add(...given),
        )
      },
      'never answers': 'it is an event: see addEventListener',
      lies: {
        'comes all the time': () =>
          repeat(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))),
      },
    },
  },
  {
    name: 'document.prerendering',
    reads: ['document.prerendering'],
    faults: {
      ...property(() => document, 'prerendering'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: {
        'says for ever that the page is prerendered': () => value(document, 'prerendering', true),
      },
    },
  },
  {
    name: 'window.open',
    reads: ['window.open'],
    faults: {
      ...property(page, 'open'),
      'throws on use': () => value(window, 'open', refuse),
      'never answers': () => value(window, 'open', emptyWindow),
      lies: {
        'gives no window': () => value(window, 'open', () => ({})),
        'gives the page itself': () => value(window, 'open', () => window),
      },
    },
  },
  {
    name: 'window.close',
    reads: ['window.close'],
    faults: {
      ...property(page, 'close'),
      'throws on use': () => value(window, 'close', refuse),
      'never answers': () => value(window, 'close', nothing),
      lies: 'it says nothing',
    },
  },
  {
    name: 'window.opener',
    reads: ['window.opener', 'window.opener.postMessage'],
    faults: {
      ...property(page, 'opener'),
      'throws on use': () => {
        if (window.opener) value(window, 'opener', { closed: false, postMessage: refuse })
      },
      'never answers': () => {
        if (window.opener) value(window, 'opener', { closed: false, postMessage: nothing })
      },
      lies: { 'is the page itself': () => value(window, 'opener', window) },
    },
  },
  {
    name: 'message',
    reads: [],
    faults: {
      missing: 'it is an event: see addEventListener',
      'throws on access': EVENT,
      'throws on use': EVENT,
      'never answers': 'it is an event: see addEventListener',
      lies: { 'comes from a foreign page': sendForeignMessages },
    },
  },
  {
    name: 'location',
    reads: ['location.assign', 'location.href', 'location.hostname', 'location.origin'],
    faults: {
      missing: LOCATION,
      'throws on access': LOCATION,
      'throws on use': LOCATION,
      // The browser or the embedder blocks navigations to other origins.
      'never answers': () =>
        Reflect.get(window, 'navigation').addEventListener('navigate', (event: Event) => {
          if (new URL(Reflect.get(event, 'destination').url).origin !== location.origin) {
            event.preventDefault()
          }
        }),
      lies: LOCATION,
    },
  },
  {
    name: 'origin',
    reads: ['self.origin'],
    faults: {
      ...property(page, 'origin'),
      'throws on use': PROPERTY,
      'never answers': PROPERTY,
      lies: { 'is that of another page': () => value(window, 'origin', 'https://elsewhere.test') },
    },
  },
]

/** Every API with every fault, in the order of the table. */
export const faults: readonly Fault[] = apis.flatMap(({ name, faults: all }) =>
  kinds.flatMap((kind) => {
    const how = all[kind]
    return typeof how === 'object'
      ? Object.entries(how).map(([what, put]) => fault(name, kind, put, what))
      : [fault(name, kind, how)]
  }),
)

function fault(api: string, kind: Kind, put: Break | string, what?: string): Fault {
  return { name: `\`${api}\` ${kind}${what ? `: ${what}` : ''}`, api, kind, put }
}

/** All names in the source that the APIs cover. */
export const read: readonly string[] = apis.flatMap(({ reads }) => reads)
