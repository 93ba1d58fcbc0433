import {
  type Browser,
  type BrowserContext,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core'
import {
  type PassEmulator,
  type PassEmulatorOptions,
  servePassEmulator,
} from 'react-adobe-pass/emulator'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { launchOptions, shellOptions } from '../../scripts/chromium.mjs'
import type { PageOptions } from './app/PageApi.ts'
import { servePage } from './app/servePage.mjs'

export interface SceneOptions extends PassEmulatorOptions {
  /** Handles requests before the emulator, on the same port. `next()` asks the emulator. */
  readonly front?: (
    request: Request,
    next: () => Promise<Response>,
  ) => Response | Promise<Response> | undefined
  /** `none` is a browser without Web Locks. */
  readonly locks?: 'none'
  /** The function of the test's context. Concurrent tests must pass it. */
  readonly onTestFinished?: typeof onTestFinished
}

/** How the page of a test file is served. */
interface PageServing extends Omit<NonNullable<Parameters<typeof servePage>[0]>, 'proxyTo'> {
  /** The page's origin also proxies the API of the scene's emulator. */
  readonly proxy?: 'emulator'
}

/** What one test has for itself. */
export interface Scene {
  readonly emulator: PassEmulator
  /** The emulator's origin, and the page's. */
  readonly origins: readonly string[]
  readonly context: BrowserContext
  /** The URL of the page, for a client of this scene's emulator. */
  readonly address: (options?: Partial<PageOptions>) => string
  /** A tab whose page has loaded and runs. */
  readonly openTab: (options?: Partial<PageOptions>) => Promise<Page>
  /** Tabs that load their page at the same moment. */
  readonly openTabs: (count: number, options?: Partial<PageOptions>) => Promise<Page[]>
  /** How many calls have arrived at paths that end with `path`. */
  readonly count: (path: string) => number
}

/**
 * Starts one browser and builds one page for the tests of a file. Returns a function that creates a
 * scene for a test. The popup blocker and the back/forward cache need the full Chromium instead of
 * the headless shell: pass `launch` for that.
 */
export function withBrowser(
  { proxy, ...page }: PageServing = {},
  launch?: Pick<LaunchOptions, 'ignoreDefaultArgs'>,
) {
  let browser: Browser
  let emulatorOrigin = ''
  let served: Awaited<ReturnType<typeof servePage>>
  beforeAll(async () => {
    ;[browser, served] = await Promise.all([
      launch
        ? launchOptions().then((options) => chromium.launch({ ...options, ...launch }))
        : shellOptions().then((options) => chromium.launch(options)),
      servePage({ ...page, ...(proxy && { proxyTo: () => emulatorOrigin }) }),
    ])
  })
  afterAll(() => Promise.all([browser.close(), served.close()]))

  /** Creates a new browser profile and a separate emulator. */
  return async function scene({
    front,
    locks,
    onTestFinished: finished = onTestFinished,
    ...options
  }: SceneOptions = {}): Promise<Scene> {
    const { emulator, origin, close } = await serve(options, front)
    emulatorOrigin = origin
    const context = await browser.newContext()
    context.setDefaultTimeout(soon.timeout)
    finished(async () => {
      await context.close()
      await close()
    })
    if (locks === 'none') {
      await context.addInitScript(() => {
        Object.defineProperty(navigator, 'locks', { value: undefined })
      })
    }
    const statement = await emulator.softwareStatement()
    const address = (given: Partial<PageOptions> = {}) => {
      const asked = Object.entries({ origin, statement, ...patient, ...given })
      const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))
      return `${served.url}?${search}`
    }
    const openTabs: Scene['openTabs'] = async (count, given) => {
      const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()))
      await Promise.all(tabs.map((tab) => tab.goto(address(given))))
      return tabs
    }
    return {
      emulator,
      origins: [origin, new URL(served.url).origin],
      context,
      address,
      openTabs,
      openTab: async (given) => {
        const tab = await context.newPage()
        await tab.goto(address(given))
        return tab
      },
      count: (path) =>
        emulator.log.filter(({ url }) => new URL(url).pathname.endsWith(path)).length,
    }
  }
}

async function serve(options: PassEmulatorOptions, front: SceneOptions['front']) {
  if (!front) return servePassEmulator(options)
  const { createPassEmulator } = await import('react-adobe-pass/emulator')
  const emulator = createPassEmulator(options)
  const handle: PassEmulator['handle'] = async (request, rest) =>
    front(request, () => emulator.handle(request, rest)) ?? emulator.handle(request, rest)
  return { ...(await servePassEmulator({ emulator: { ...emulator, handle } })), emulator }
}

/** ms that no test takes. On a very busy machine, a page would not wait for other tabs or the disk. */
export const NEVER = 600_000
const patient = { timeout: NEVER, storeTimeout: NEVER }

/** The value of the token that `getToken()` of a tab's client resolves with. */
export const tokenOf = (tab: Page) =>
  tab.evaluate(async () => (await window.api.pass.getToken()).value)

/** The types of the events that a tab's client has raised. */
export const eventsOf = (tab: Page) => tab.evaluate(() => window.api.events.map(({ type }) => type))

/** A timeout for polling. What is expected comes at once, except on a busy machine. */
export const soon = { timeout: 180_000 }

/** Resolves when all components of this kind have their data. */
export async function untilAll(tab: Page, kind: 'query' | 'token', count: number) {
  const last = tab.locator(`.${kind}.success`).nth(count - 1)
  await last.waitFor({ state: 'attached', ...soon })
}
