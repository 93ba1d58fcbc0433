import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactElement, type ReactNode, StrictMode } from 'react'
import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
  PassProvider,
  type PassQueryOptions,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, onTestFinished, vi } from 'vitest'

/** One emulator per test file. It is reset after each test, and so is the page. */
export const emulator = createPassEmulator({ throttle: false })

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  emulator.reset()
})

let count = 0

/** Options of a client that shares nothing with the clients of other tests. */
export const passOptions = async (
  more: Partial<PassClientOptions> = {},
): Promise<PassClientOptions> => ({
  softwareStatement: await emulator.softwareStatement(),
  serviceProvider: 'REF30',
  origin: `https://t${++count}.test`,
  store: memoryStore(),
  fetch: emulator.fetch,
  throttle: false,
  ...more,
})

export const makePass = async (more?: Partial<PassClientOptions>): Promise<PassClient> =>
  createPassClient(await passOptions(more))

/** How often this client called the emulator at paths that end with `path`. */
export const calls = ({ origin }: Pick<PassClientOptions, 'origin'>, path: string) =>
  emulator.log.filter((call) => {
    const url = new URL(call.url)
    return url.origin === origin && url.pathname.endsWith(path)
  }).length

/** How often this client registered, and how often it requested a token. */
export const seeds = (pass: Pick<PassClientOptions, 'origin'>) => [
  calls(pass, '/register'),
  calls(pass, '/token'),
]

export const inApp = (
  pass: PassClient,
  queryClient: QueryClient,
  children: ReactNode,
): ReactElement => (
  <QueryClientProvider client={queryClient}>
    <PassProvider client={pass}>{children}</PassProvider>
  </QueryClientProvider>
)

/** Renders inside both providers, and under StrictMode if `strict` is set. */
export function renderApp(
  children: ReactNode,
  {
    pass,
    queryClient = new QueryClient(),
    strict = false,
  }: { pass: PassClient; queryClient?: QueryClient; strict?: boolean },
) {
  const wrap = (node: ReactNode) => {
    const app = inApp(pass, queryClient, node)
    return strict ? <StrictMode>{app}</StrictMode> : app
  }
  const { rerender, ...rest } = render(wrap(children))
  return { ...rest, queryClient, rerender: (node: ReactNode) => rerender(wrap(node)) }
}

/** Options as untyped code passes them on: this key is present, and its value is `undefined`. */
export const leftUndefined = (name: keyof PassQueryOptions): PassQueryOptions =>
  Object.fromEntries([[name, undefined]])

/** For a test in which React catches an error, which it would log at length. */
export function muteErrors() {
  vi.spyOn(console, 'error').mockReturnValue()
  const prevent = (event: Event) => event.preventDefault()
  addEventListener('error', prevent)
  onTestFinished(() => removeEventListener('error', prevent))
}

/** Shows the name of an error that a child throws. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  override render() {
    return this.state.error ? `caught ${this.state.error.name}` : this.props.children
  }
}

/** From now on, time advances only in `elapse()`. */
export const stopTime = () =>
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })

/** Advances the time by `ms`, and runs the timers and promises that are due in it. */
export const elapse = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

/** Collects every secret that goes over the wire: `secrets` fills as calls are made. */
export function wiretap() {
  const secrets = new Set<string>()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await emulator.fetch(input, init)
    const json: unknown = await response
      .clone()
      .json()
      .catch(() => ({}))
    for (const name of ['client_id', 'client_secret', 'access_token']) {
      const secret: unknown = Object(json)[name]
      if (typeof secret === 'string') secrets.add(secret)
    }
    const identifier = new Headers(init?.headers).get('ap-device-identifier')
    if (identifier) secrets.add(identifier).add(atob(identifier.split(' ')[1] ?? ''))
    return response
  }
  return { fetch, secrets }
}
