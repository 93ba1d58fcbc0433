import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  createPassClient,
  indexedDbStore,
  type PassClient,
  type PassClientOptions,
  type PassEvent,
  PassProvider,
} from 'react-adobe-pass'
import { inject, onTestFinished } from 'vitest'
import type { Locator } from 'vitest/browser'
import { render } from 'vitest-browser-react'

export const origin = inject('emulatorOrigin')

/** Calls a method of the emulator. Other files use the same emulator at the same time. */
export const handle = (name: string, ...args: readonly unknown[]) =>
  fetch(`${origin}/__emulator/${name}`, { method: 'POST', body: JSON.stringify(args) })

/** A client and its events. */
export interface Opened {
  readonly pass: PassClient
  readonly events: PassEvent[]
}

/** What one test has for itself: an application, its database, its clients and their calls. */
export async function application() {
  // Ten seconds fill the bucket that all tests share, and are short compared to a token's lifetime.
  await handle('advance', 10_000)
  const name = crypto.randomUUID()
  const answer = await fetch(`${origin}/__emulator/statement?application=${name}`)
  const softwareStatement = await answer.text()
  onTestFinished(() => void indexedDB.deleteDatabase(name))

  /** The paths of the calls, in order. */
  const calls: string[] = []
  return {
    name,
    softwareStatement,
    calls,
    registrations: () => calls.filter((path) => path === '/o/client/register').length,
    tokens: () => calls.filter((path) => path === '/o/client/token').length,
    /** A client with its own database connection, like that of another tab or after a reload. */
    open(options: Partial<PassClientOptions> = {}): Opened {
      const events: PassEvent[] = []
      const { fetch: send = fetch } = options
      const pass = createPassClient({
        origin,
        softwareStatement,
        serviceProvider: 'REF30',
        throttle: false,
        store: indexedDbStore({ name }),
        onEvent: (event) => events.push(event),
        ...options,
        fetch: (input, init) => {
          calls.push(new URL(input instanceof Request ? input.url : input).pathname)
          return send(input, init)
        },
      })
      return { pass, events }
    },
    /** Everything that the database holds, by key. */
    stored: () => readDatabase(name),
  }
}

/** Reads all records of a database directly, without the package. */
async function readDatabase(name: string): Promise<Record<string, unknown>> {
  const db = await settled(indexedDB.open(name))
  const records = db.transaction('records').objectStore('records')
  const [keys, values] = await Promise.all([
    settled(records.getAllKeys()),
    settled<unknown[]>(records.getAll()),
  ])
  db.close()
  const text = (key: IDBValidKey | undefined) => (typeof key === 'string' ? key : 'no text')
  return Object.fromEntries(values.map((value, i) => [text(keys[i]), value]))
}

export const settled = <T,>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** The key of the one record with credentials. Lock and channel have the same name. */
export const recordName = (stored: Record<string, unknown>) =>
  Object.keys(stored).find((key) => /^react-adobe-pass:http.*:\w+$/.test(key)) ?? 'no record'

/** Mounts a client in its own tree, as another tab would. */
export const mount = (pass: PassClient, children?: ReactNode, queryClient = new QueryClient()) =>
  render(
    <QueryClientProvider client={queryClient}>
      <PassProvider client={pass}>{children}</PassProvider>
    </QueryClientProvider>,
  )

/** Clicks from within the page: a locator's click fails in an engine that Vitest does not drive. */
export function press(button: Locator) {
  const element = button.element()
  if (!(element instanceof HTMLElement)) throw new TypeError('This is no button')
  element.click()
}

/** A timeout for polling. What is expected comes at once, except on a busy machine. */
export const soon = { timeout: 60_000 }

/** A `fetch` that waits until `open()` is called. */
export function gate() {
  let open = () => {}
  const passing = new Promise<void>((resolve) => {
    open = resolve
  })
  const send: typeof fetch = async (input, init) => {
    await passing
    return fetch(input, init)
  }
  return { open, send }
}
