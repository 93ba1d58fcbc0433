import type { BrowserContext, Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { buildBack } from './back/buildBack.mjs'
import {
  click,
  clickForPopup,
  expectShown,
  logIn,
  shown,
  turn,
  withJourney,
} from './journeyTestbed.ts'

// The emulator's port is not known yet: any loopback port is allowed.
const headers = {
  'content-security-policy':
    "default-src 'self'; connect-src http://127.0.0.1:*; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'",
}
const scene = withJourney({ headers, add: buildBack })

/** Makes pages whose intervals never fire, like in a hidden tab that the browser throttles. */
const stopTimers = (context: BrowserContext) =>
  context.addInitScript(() => {
    Object.assign(window, { setInterval: () => 0 })
  })

/** Collects the violations of the pages' CSP. */
async function watchPolicy(context: BrowserContext): Promise<readonly string[]> {
  const violations: string[] = []
  await context.exposeFunction('noteViolation', (text: string) => violations.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      Object(window).noteViolation(`${violatedDirective} ${blockedURI}`)
    })
  })
  return violations
}

/** Signs in at the MVPD, and waits until the popup is closed. */
const logInAndClose = (popup: Page) => Promise.all([popup.waitForEvent('close'), logIn(popup)])

describe.concurrent('the page at redirectUrl', () => {
  test.for(['/blank.html', '/copied/blank.html'])(
    '%s closes itself and notifies a hidden page that does not poll',
    async (path, context) => {
      const { context: browser, address, openTab, looks } = await scene(context)
      await stopTimers(browser)
      const violations = await watchPolicy(browser)
      const tab = await openTab({ redirectUrl: new URL(path, address()).href })
      const popup = await clickForPopup(tab)
      await turn(tab, 'hidden')
      await logInAndClose(popup)
      await expectShown(tab, 'sign-in', 'signed-in')
      await expectShown(tab, 'profile', 'signed-in')

      context.expect(looks()).toHaveLength(1)
      context.expect(violations).toEqual([])
    },
  )

  test('closes itself if the page that opened it was reloaded meanwhile', async (context) => {
    const { address, openTab } = await scene(context)
    const tab = await openTab({ redirectUrl: new URL('/blank.html', address()).href })
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await tab.reload()
    await expectShown(tab, 'sign-in', 'popup-closed')
    await logInAndClose(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('closes itself if the page that opened it is gone', async (context) => {
    const { expect } = context
    const { address, openTab } = await scene(context)
    const tab = await openTab({ redirectUrl: new URL('/blank.html', address()).href })
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await tab.close()
    await logInAndClose(popup)
    expect(popup.isClosed()).toBe(true)
  })

  test('closes itself after a login page that cuts off the popup by COOP', async (context) => {
    const { address, openTab } = await scene(context, {
      front: async ({ url }, next) => {
        const { status, headers: given, body } = await next()
        const isMvpd = new URL(url).pathname.startsWith('/mvpd/')
        const policy = isMvpd ? { 'cross-origin-opener-policy': 'same-origin' } : {}
        return new Response(body, { status, headers: { ...Object.fromEntries(given), ...policy } })
      },
    })
    const tab = await openTab({ redirectUrl: new URL('/blank.html', address()).href })
    const popup = await clickForPopup(tab)
    await expectShown(tab, 'sign-in', 'popup-closed')
    await logInAndClose(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
  })
})

describe.concurrent('a popup that comes back', () => {
  test.for([{ to: 'the application' }, { to: 'an empty page', redirectUrl: '/icon.svg' }])(
    'to $to is closed by a hidden page',
    async ({ redirectUrl }, context) => {
      const { address, openTab } = await scene(context)
      const tab = await openTab({
        redirectUrl: redirectUrl && new URL(redirectUrl, address()).href,
      })
      const popup = await clickForPopup(tab)
      await turn(tab, 'hidden')
      await logInAndClose(popup)
      await expectShown(tab, 'sign-in', 'signed-in')
    },
  )

  test('is closed while no component uses the sign-in; the next one shows it', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await click(tab, 'Leave')
    await logInAndClose(popup)
    await click(tab, 'Come back')
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'profile', 'signed-in')
  })

  test('to the application notifies a page that does not poll and closes it', async (context) => {
    const { context: browser, emulator, openTab, paths } = await scene(context)
    await stopTimers(browser)
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    const from = emulator.log.length
    await turn(tab, 'hidden')
    await logInAndClose(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
    context.expect(paths(from)).toEqual([context.expect.stringContaining('/profiles/code/')])
  })

  test('to the application works as an ordinary page if its opener is gone', async (context) => {
    const { expect } = context
    const { openTab } = await scene(context)
    const tab = await openTab()
    await expectShown(tab, 'profile', 'signed-out')
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await tab.close()
    await logIn(popup)
    await expectShown(popup, 'profile', 'signed-in')
    expect(await shown(popup, 'sign-in')).toBe('idle')

    // It opens its own popups, and does not close itself like one.
    await popup.bringToFront()
    const another = await clickForPopup(popup)
    if (!another.isClosed()) await another.waitForEvent('close')
    await expectShown(popup, 'sign-in', 'signed-in')
    expect(popup.isClosed()).toBe(false)
  })
})
