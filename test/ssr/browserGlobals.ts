import { onTestFinished } from 'vitest'

/**
 * Traps the use of browser globals, `fetch` and timers for the rest of the test. Returns the names
 * of those that were used. `window` and `document` are `undefined`: `typeof` is allowed, and any
 * other use throws.
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
        // Only timers of this package: React and Node have their own.
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
