import { QueryClient } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
} from 'react-adobe-pass'
import { afterEach, vi } from 'vitest'
import { answering as answeringBefore } from '../client/testbed.ts'
import { emulator, inApp, passOptions } from '../react/testbed.tsx'

export { json } from '../client/testbed.ts'
export { emulator } from '../react/testbed.tsx'

afterEach(() => {
  sessionStorage.clear()
  setVisibility('visible')
})

const { setTimeout: realTimeout } = globalThis

/** Stops both clocks of the device. From now on only `elapse` advances them. */
export const stopTime = () =>
  vi.useFakeTimers({
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })

/** Runs everything that needs no time: responses, promises, notifications and renders. */
export async function quiet(turns = 8) {
  for (let i = 0; i < turns; i++) {
    // React renders at the end of each `act`, and a render may send requests.
    await act(async () => {
      // A 0 ms timer that is set in the callback of another timer takes 1 ms.
      await vi.advanceTimersByTimeAsync(1)
    })
  }
}

/** Advances the stopped time by `ms`, in steps of a second or more, and runs what is due. */
export async function elapse(ms: number) {
  const step = Math.max(1_000, ms / 200)
  for (let left = ms; left > 0; left -= step) {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(Math.min(left, step))
    })
    await quiet(2)
  }
  await quiet()
}

/** Waits for work on another thread (checking a signature) until `isDone`. */
export async function settle(isDone: () => boolean) {
  for (let i = 0; i < 1_000 && !isDone(); i++) {
    await new Promise((resolve) => realTimeout(resolve, 2))
    await quiet(2)
  }
  await quiet()
}

/**
 * Advances time by `ms` at once, as on a device that slept: the clocks of the device and the
 * server advance, the monotonic clock does not.
 */
export const jump = async (ms: number) => {
  vi.setSystemTime(Date.now() + ms)
  await elapse(1_000)
}

/** Removes the listeners and timers that sign-ins set up outside of components. */
const running: (() => void)[] = []

/** Records the listeners and timers that sign-ins set up from now on. */
function noteRunning() {
  if (vi.isMockFunction(globalThis.setInterval)) return
  const set = globalThis.setInterval
  vi.spyOn(globalThis, 'setInterval').mockImplementation((...given) => {
    const timer = set(...given)
    running.push(() => clearInterval(timer))
    return timer
  })
  // `visibilitychange` of the window is not recorded: TanStack Query listens to it for all pages.
  const heard = new Map<EventTarget, readonly string[]>([
    [window, ['message', 'pageshow']],
    [document, ['visibilitychange']],
  ])
  for (const [target, types] of heard) {
    const add = target.addEventListener.bind(target)
    vi.spyOn(target, 'addEventListener').mockImplementation((...given) => {
      add(...given)
      const [type, listener] = given
      if (types.includes(type)) running.push(() => target.removeEventListener(type, listener))
    })
  }
}

/** Stops everything that a page does when it is left. */
function leavePage() {
  for (const end of running.splice(0)) end()
}

/** A `fetch` that answers requests to `path`, under the service provider, with `answer`. */
export const answering = (
  path: string,
  answer: Parameters<typeof answeringBefore>[1],
  rest: typeof fetch = emulator.fetch,
) => answeringBefore(`/api/v2/REF30${path}`, answer, rest)

/** The path of a request. */
export const pathOf = (input: Parameters<typeof fetch>[0]) =>
  new URL(input instanceof Request ? input.url : input).pathname

/** A `fetch` that holds its first response to a path with `part` until `letGo`. */
export function holding(part: string) {
  let letGo = () => {}
  let held: Promise<void> | undefined
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await emulator.fetch(input, init)
    if (held || !pathOf(input).includes(part)) return answer
    held = new Promise((resolve) => {
      letGo = resolve
    })
    await held
    return answer
  }
  return {
    fetch,
    letGo: async () => {
      letGo()
      await elapse(0)
    },
  }
}

/** A store whose writes of the viewer's record wait between `hold` and `letGo`. */
export function slowStore() {
  const store = memoryStore()
  const waiting = { letGo: () => {}, held: Promise.resolve() }
  return {
    store: {
      ...store,
      async update(key: string, change: (old: unknown) => unknown) {
        if (key.endsWith(':viewer')) await waiting.held
        await store.update?.(key, change)
      },
    },
    hold: () => {
      waiting.held = new Promise((resolve) => {
        waiting.letGo = resolve
      })
    },
    letGo: async () => {
      waiting.letGo()
      await elapse(0)
    },
  }
}

/** The options of {@link renderJourney}: those of the client and a few more. */
export interface JourneyOptions extends Partial<PassClientOptions> {
  /** An existing client to use. */
  readonly pass?: PassClient
  readonly queryClient?: QueryClient
  readonly strict?: boolean
}

/** Renders hooks of the journey in a page of their own and stops time. */
export async function renderJourney<T>(
  hook: () => T,
  { pass: made, queryClient = new QueryClient(), strict = false, ...given }: JourneyOptions = {},
) {
  const options = await passOptions(given)
  const pass = made ?? createPassClient(options)
  // The signature is checked on another thread, which the stopped time does not wait for.
  let ready = false
  const token = pass.getToken().then(() => {
    ready = true
  })
  if (vi.isFakeTimers()) await settle(() => ready)
  await token
  if (!vi.isFakeTimers()) stopTime()
  noteRunning()
  const mount = () =>
    renderHook(hook, {
      wrapper: ({ children }) => inApp(pass, queryClient, children),
      // Effects run twice only if StrictMode is the direct child of the root.
      reactStrictMode: strict,
    })
  let rendered = mount()
  await elapse(0)
  const calls = () =>
    emulator.log
      .map(({ url, ...call }) => ({ ...call, url: new URL(url) }))
      .filter(({ url }) => url.origin === pass.origin)
  return {
    pass,
    queryClient,
    options,
    get now() {
      return rendered.result.current
    },
    /** Calls functions of the hook's result, as a click handler would. */
    click: async (work: (current: T) => unknown) => {
      await act(async () => void work(rendered.result.current))
      await quiet()
    },
    rerender: () => rendered.rerender(),
    unmount: () => rendered.unmount(),
    /** Mounts the component again in the same page. */
    mount: async () => {
      rendered = mount()
      await elapse(0)
    },
    /** Reloads the tab: a new page in the same browser. */
    reload: async () => {
      rendered.unmount()
      leavePage()
      return renderJourney(hook, { ...options, strict })
    },
    /** The paths of this client's requests, without the prefix of the service provider. */
    paths: () => calls().map(({ url }) => url.pathname.replace('/api/v2/REF30', '')),
    count: (path: string) => calls().filter(({ url }) => url.pathname.endsWith(path)).length,
    /** The times at which the profile was polled, in ms since the epoch. */
    looks: () =>
      calls().flatMap(({ url, at }) => (/\/profiles\/code\//.test(url.pathname) ? [at] : [])),
  }
}

/** The sign-in that this tab saves, as text; `null` if there is none. */
export const kept = () => sessionStorage.getItem(sessionStorage.key(0) ?? '') ?? 'null'

/** Hides the page or shows it again. */
export function setVisibility(state: DocumentVisibilityState) {
  if (document.visibilityState === state) return
  Object.defineProperties(document, {
    visibilityState: { configurable: true, value: state },
    hidden: { configurable: true, value: state === 'hidden' },
  })
  document.dispatchEvent(new Event('visibilitychange'))
}

/** Stubs `window.open` with a popup that has a location and a `closed` flag. */
export function stubPopup() {
  /** The documents that the popup shows, by URL. */
  const documents = new Map<string, Document>()
  const popup = {
    /** Whether the browser blocks it. */
    blocked: false,
    closed: false,
    visited: [] as string[],
    /** The URL that the opener can read; `undefined` for a page of another origin. */
    at: undefined as string | undefined,
    /** Whether it still shows the old page after a navigation starts. */
    isSlow: false,
    close() {
      popup.closed = true
    },
    get parent() {
      return popup
    },
    get document() {
      const url = popup.at
      if (url === undefined) throw new DOMException('cross-origin', 'SecurityError')
      const shown = documents.get(url) ?? document.implementation.createHTMLDocument(url)
      documents.set(url, shown)
      return shown
    },
    get location() {
      return {
        replace: (url: string) => {
          popup.visited.push(url)
          if (!popup.isSlow) popup.at = undefined
        },
        get origin() {
          if (popup.at === undefined) throw new DOMException('cross-origin', 'SecurityError')
          return new URL(popup.at).origin
        },
        get pathname() {
          return new URL(popup.at ?? '').pathname
        },
      }
    },
  }
  const open = vi.spyOn(window, 'open').mockImplementation(() => {
    if (popup.blocked) return null
    if (popup.closed) popup.at = undefined
    popup.closed = false
    return popup as unknown as Window
  })
  return { popup, open }
}

/** Submits the MVPD's login page, as the viewer does; returns the URL that it redirects to. */
export async function logIn(url: string, action = 'signIn'): Promise<string | null> {
  const redirect = await emulator.handle(new Request(url))
  const login = redirect.headers.get('location') ?? ''
  const answer = await emulator.handle(
    new Request(login, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user: 'viewer', action }).toString(),
    }),
  )
  return answer.headers.get('location')
}
