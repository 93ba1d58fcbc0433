import type { BrowserContext, Page, Request } from 'playwright-core'
import { type TestContext, vi } from 'vitest'
import type { JourneyOptions } from './journey/JourneyApi.ts'
import { type SceneOptions, soon, withBrowser } from './testbed.ts'

type Asked = Partial<JourneyOptions>

/** Starts one browser and builds the journey page. Returns a function that creates a scene. */
export function withJourney(...[page, launch]: Parameters<typeof withBrowser>) {
  const scene = withBrowser({ ...page, page: 'journey' }, launch)

  /** Creates a new browser profile and a separate emulator. Tests may run concurrently. */
  return async ({ onTestFinished }: TestContext, options: SceneOptions = {}) => {
    const { emulator, context, origins } = await scene({ ...options, onTestFinished })
    const [origin = '', home = ''] = origins
    const statement = await emulator.softwareStatement()
    const address = (given: Asked = {}) => {
      const asked = Object.entries({ origin, mvpd: 'Lumenwave', ...given })
      const known = asked.filter(([, value]) => value !== undefined)
      return `${home}/?${new URLSearchParams(known.map(([name, value]) => [name, String(value)]))}`
    }
    const openIn = async (browser: BrowserContext, url: string) => {
      await browser.addInitScript((text) => Object.assign(window, { statement: text }), statement)
      const tab = await browser.newPage()
      await tab.goto(url)
      return tab
    }
    return {
      emulator,
      context,
      /** The emulator's origin. */
      origin,
      address,
      /** A tab whose page has loaded and runs. */
      openTab: (given?: Asked) => openIn(context, address(given)),
      /** The same in a browser profile that shares nothing with the first. */
      openElsewhere: async (url: string) => {
        const other = await context.browser()?.newContext()
        if (!other) throw new Error('The browser is closed')
        other.setDefaultTimeout(soon.timeout)
        onTestFinished(() => other.close())
        return openIn(other, url)
      },
      /** The paths of the calls to the API since `from`, an index of the log. */
      paths: (from = 0) =>
        emulator.log
          .slice(from)
          .map(({ url }) => new URL(url).pathname)
          .filter((path) => /^\/(api|o)\//.test(path)),
      /** The index in the log of the last login form that was sent to an MVPD. */
      loggedIn: () =>
        emulator.log
          .map(({ method, url }) => method === 'POST' && new URL(url).pathname.startsWith('/mvpd/'))
          .lastIndexOf(true),
      /** When the sign-in was polled, in ms since the epoch. */
      looks: () => emulator.log.filter(({ url }) => isLook(url)).map(({ at }) => at),
    }
  }
}

const isLook = (url: string) => url.includes('/profiles/code/')

/** The calls for profiles among these paths: for all MVPDs, or for one. */
export const questions = (paths: readonly string[]) =>
  paths
    .filter((path) => /\/profiles(\/\w+)?$/.test(path))
    .map((path) => path.split('REF30')[1] ?? '')

/** When the pages of a tab's browser polled the sign-in, in ms of their clock. */
export const sentLooks = async (tab: Page) =>
  (await tab.evaluate(() => window.journey.sent()))
    .filter(({ path }) => isLook(path))
    .map(({ at }) => at)

/**
 * Installs a fake clock in a browser whose pages have not loaded yet. Returns a function that
 * advances the time second by second, and waits after each second until all requests are answered.
 */
export async function holdClock(browser: BrowserContext) {
  const open = new Set<Request>()
  browser.on('request', (request) => open.add(request))
  browser.on('requestfinished', (request) => open.delete(request))
  browser.on('requestfailed', (request) => open.delete(request))
  await browser.clock.install({ time: Date.now() })
  let held = false
  return async (tab: Page, seconds: number) => {
    if (!held) await browser.clock.pauseAt(await tab.evaluate(() => Date.now() + 30_000))
    held = true
    for (let second = 0; second < seconds; second++) {
      await tab.clock.runFor(1_000)
      await vi.waitUntil(() => open.size === 0, soon)
    }
  }
}

/** The name of an output of the page. */
type Output =
  | 'sign-in'
  | 'profile'
  | 'mvpd'
  | 'picked'
  | 'watch'
  | 'signed-out'
  | 'catalogue'
  | 'permitted'
  | 'phone'

/** Resolves when an output of the page shows the text, and rejects after a timeout. */
export async function expectShown(tab: Page, output: Output, text: string): Promise<void> {
  const shown = tab.locator(`output.${output}`, { hasText: new RegExp(`^${text}$`) })
  try {
    await shown.first().waitFor({ state: 'attached', ...soon })
  } catch (cause) {
    const outputs = tab
      .locator('output')
      .evaluateAll((all) => all.map(({ className, textContent }) => `${className}: ${textContent}`))
    const seen = await outputs.then(
      (all) => `shows ${all.join(', ')}`,
      () => 'does not answer',
    )
    throw new Error(`${tab.url()} ${seen}, not ${output}: ${text}`, { cause })
  }
}

/** What an output of the page shows now. */
export const shown = (tab: Page, output: Output) =>
  tab.locator(`output.${output}`).first().innerText()

/** Clicks a button by its name. */
export const click = (tab: Page, name: string) =>
  tab.getByRole('button', { name, exact: true }).first().click()

/** Clicks a button, and resolves with the popup that opens. */
export async function clickForPopup(tab: Page, name = 'Sign in'): Promise<Page> {
  const [popup] = await Promise.all([tab.waitForEvent('popup'), click(tab, name)])
  return popup
}

/** Fills in the MVPD's form, as the viewer does. */
export async function logIn(page: Page, password = 'right'): Promise<void> {
  await page.getByLabel('User name').fill('viewer')
  await page.getByLabel('Password').fill(password)
  await click(page, 'Sign in')
}

/** Waits for `ms` of real time. */
export const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The shortest interval between these times, in ms. */
export const shortest = (times: readonly number[]) =>
  Math.min(...times.slice(1).map((time, i) => time - Number(times[i])))

/**
 * Hides a page, or shows it. In headless Chromium every page is visible, so this sets the state and
 * fires the event by hand.
 */
export const turn = (tab: Page, state: DocumentVisibilityState) =>
  tab.evaluate((value) => {
    Object.defineProperties(document, {
      visibilityState: { value, configurable: true },
      hidden: { value: value === 'hidden', configurable: true },
    })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
