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
  /** Stands in front of the emulator, on the same port; `next` is the emulator's answer. */
  readonly front?: (
    request: Request,
    next: () => Promise<Response>,
  ) => Response | Promise<Response> | undefined
  /** A browser without Web Locks. */
  readonly locks?: 'none'
  /** The test's own, of its context, where tests run at the same time. */
  readonly onTestFinished?: typeof onTestFinished
}

/** The page of a file's tests. */
interface PageServing extends Omit<NonNullable<Parameters<typeof servePage>[0]>, 'proxyTo'> {
  /** Has the API of the scene's emulator on the page's own origin as well. */
  readonly proxy?: 'emulator'
}

/** What one test has for itself. */
export interface Scene {
  readonly emulator: PassEmulator
  /** The emulator's, and the page's. */
  readonly origins: readonly string[]
  readonly context: BrowserContext
  /** The address of the page, for a client of this scene's emulator. */
  readonly address: (options?: Partial<PageOptions>) => string
  /** A tab whose page has loaded and runs. */
  readonly openTab: (options?: Partial<PageOptions>) => Promise<Page>
  /** Tabs that load their page at the same moment. */
  readonly openTabs: (count: number, options?: Partial<PageOptions>) => Promise<Page[]>
  /** How many calls have arrived at a path that ends so. */
  readonly count: (path: string) => number
}

/**
 * One browser and one built page for the tests of a file; gives what makes a scene for each. What
 * Chromium has around its engine (popup blocker, back/forward cache) takes the whole browser: give
 * `launch` for that.
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

  /** A browser profile as new, and an emulator of its own. */
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
      const asked = Object.entries({ origin, statement, ...given })
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

/** The value of the token that a tab's client holds or gets. */
export const tokenOf = (tab: Page) =>
  tab.evaluate(async () => (await window.api.pass.getToken()).value)

/** The types of the events that a tab's client has raised. */
export const eventsOf = (tab: Page) => tab.evaluate(() => window.api.events.map(({ type }) => type))

/** How long to poll for what comes at once, but on a busy machine. */
export const soon = { timeout: 180_000 }

/** Resolves when all components of this kind have got what they asked for. */
export async function untilAll(tab: Page, kind: 'query' | 'token', count: number) {
  const last = tab.locator(`.${kind}.success`).nth(count - 1)
  await last.waitFor({ state: 'attached', ...soon })
}
