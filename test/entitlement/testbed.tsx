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

/** From now on time stands still but for `elapse`, by both clocks of the device. */
export const stopTime = () =>
  vi.useFakeTimers({
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })

/** Lets happen what needs no time: answers under way, promises, notifications, and renderings. */
export async function quiet(turns = 8) {
  for (let i = 0; i < turns; i++) {
    // React renders at the end of each `act`, and what is rendered may ask for something.
    await act(async () => {
      // A timer of 0 ms that is set in another one's turn is one of 1 ms.
      await vi.advanceTimersByTimeAsync(1)
    })
  }
}

/** Lets ms of held time pass, in steps of a second or more, with everything that happens in them. */
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

/** Lets happen what another thread does (a signature is checked), until `isDone`. */
export async function settle(isDone: () => boolean) {
  for (let i = 0; i < 1_000 && !isDone(); i++) {
    await new Promise((resolve) => realTimeout(resolve, 2))
    await quiet(2)
  }
  await quiet()
}

/**
 * Lets ms pass at once, as for a device that slept: its clock and the server's are ahead, its
 * monotonic clock stood still.
 */
export const jump = async (ms: number) => {
  vi.setSystemTime(Date.now() + ms)
  await elapse(1_000)
}

/** How to end what sign-ins do beside the components of their pages. */
const running: (() => void)[] = []

/** Notes what sign-ins listen to from now on, and their timers. */
function noteRunning() {
  if (vi.isMockFunction(globalThis.setInterval)) return
  const set = globalThis.setInterval
  vi.spyOn(globalThis, 'setInterval').mockImplementation((...given) => {
    const timer = set(...given)
    running.push(() => clearInterval(timer))
    return timer
  })
  // TanStack Query listens to the visibility of the window, for all pages.
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

/** A page that is left does nothing more. */
function leavePage() {
  for (const end of running.splice(0)) end()
}

/** A `fetch` that answers calls of `path`, under the service provider, by hand. */
export const answering = (
  path: string,
  answer: Parameters<typeof answeringBefore>[1],
  rest: typeof fetch = emulator.fetch,
) => answeringBefore(`/api/v2/REF30${path}`, answer, rest)

/** The path that a call goes to. */
export const pathOf = (input: Parameters<typeof fetch>[0]) =>
  new URL(input instanceof Request ? input.url : input).pathname

/** A `fetch` whose first answer to a path that holds `part` comes when it is let go. */
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

/** A store whose writes of what is remembered of the viewer wait, once they are held. */
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

/** What {@link renderJourney} takes besides the options of the client. */
export interface JourneyOptions extends Partial<PassClientOptions> {
  /** A client that has been made already. */
  readonly pass?: PassClient
  readonly queryClient?: QueryClient
  readonly strict?: boolean
}

/** Renders hooks of the journey in a page of its own, in which time stands still from then on. */
export async function renderJourney<T>(
  hook: () => T,
  { pass: made, queryClient = new QueryClient(), strict = false, ...given }: JourneyOptions = {},
) {
  const options = await passOptions(given)
  const pass = made ?? createPassClient(options)
  // A signature is checked on another thread: held time would run away from it.
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
      // Effects run twice only where StrictMode is the root's own child.
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
    /** The hook's own functions, called as a click does. */
    click: async (work: (current: T) => unknown) => {
      await act(async () => void work(rendered.result.current))
      await quiet()
    },
    rerender: () => rendered.rerender(),
    unmount: () => rendered.unmount(),
    /** The component comes back in the same page. */
    mount: async () => {
      rendered = mount()
      await elapse(0)
    },
    /** The same tab, reloaded: another page of the same browser. */
    reload: async () => {
      rendered.unmount()
      leavePage()
      return renderJourney(hook, { ...options, strict })
    },
    /** The paths of this client's calls, under its service provider where they have one. */
    paths: () => calls().map(({ url }) => url.pathname.replace('/api/v2/REF30', '')),
    count: (path: string) => calls().filter(({ url }) => url.pathname.endsWith(path)).length,
    /** When the viewer was looked for, in ms since the epoch. */
    looks: () =>
      calls().flatMap(({ url, at }) => (/\/profiles\/code\//.test(url.pathname) ? [at] : [])),
  }
}

/** What this tab keeps of a sign-in, as text; `null` where that is nothing. */
export const kept = () => sessionStorage.getItem(sessionStorage.key(0) ?? '') ?? 'null'

/** Hides the page, or shows it again. */
export function setVisibility(state: DocumentVisibilityState) {
  if (document.visibilityState === state) return
  Object.defineProperties(document, {
    visibilityState: { configurable: true, value: state },
    hidden: { configurable: true, value: state === 'hidden' },
  })
  document.dispatchEvent(new Event('visibilitychange'))
}

/** A popup as `window.open` gives one: where it is, and whether it is closed. */
export function stubPopup() {
  /** What it shows, by the address of that. */
  const documents = new Map<string, Document>()
  const popup = {
    /** Whether the browser refuses to open it. */
    blocked: false,
    closed: false,
    visited: [] as string[],
    /** Where it shows to be; `undefined` for a page of another origin. */
    at: undefined as string | undefined,
    /** Whether it is slow to leave what it shows. */
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

/** Signs in at the MVPD's login page, as the viewer does there; gives where it leads back to. */
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
