import { onTestFinished } from 'vitest'

/**
 * Lays traps for the rest of the test: what a browser has and a server does not, or what nobody has
 * asked for yet. `touched` names what was used. `typeof window` and `typeof document` are fine: both
 * are `undefined`, so that any use of them throws.
 */
export function trapBrowserGlobals(): readonly string[] {
  const touched: string[] = []
  const define = (name: string, descriptor: PropertyDescriptor) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { configurable: true, ...descriptor })
    onTestFinished(() => {
      if (before) Object.defineProperty(globalThis, name, before)
      else Reflect.deleteProperty(globalThis, name)
    })
  }
  define('window', { value: undefined })
  define('document', { value: undefined })
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'screen']) {
    define(name, {
      get() {
        touched.push(name)
        return undefined
      },
    })
  }
  // Workers and newer Nodes have these.
  define('navigator', {
    value: new Proxy(
      {},
      {
        get(_, name) {
          touched.push(`navigator.${String(name)}`)
          return undefined
        },
      },
    ),
  })
  define('fetch', {
    value: async () => {
      touched.push('fetch()')
      throw new TypeError('Failed to fetch')
    },
  })
  define('BroadcastChannel', {
    value: class {
      constructor() {
        touched.push('new BroadcastChannel()')
      }
    },
  })
  const { setTimeout, setInterval } = globalThis
  const timers = { setTimeout, setInterval }
  for (const [name, real] of Object.entries(timers)) {
    define(name, {
      writable: true,
      value: (...args: Parameters<typeof setTimeout>) => {
        // Those of this package only: React and Node have their own.
        if (
          /\/src\/(client|store|react|entitlement)\//.test(new Error().stack?.split('\n')[2] ?? '')
        ) {
          touched.push(`${name}()`)
        }
        return real(...args)
      },
    })
  }
  return touched
}
