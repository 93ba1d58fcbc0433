import { describe, test } from 'vitest'
import {
  click,
  clickForPopup,
  expectShown,
  logIn,
  passed,
  shown,
  withJourney,
} from './journeyTestbed.ts'

// Playwright switches the popup blocker off.
const scene = withJourney({}, { ignoreDefaultArgs: ['--disable-popup-blocking'] })

describe.concurrent('in a popup', () => {
  test('two calls lie between the end of the login and a media token', async (context) => {
    const { expect } = context
    const { openTab, paths, loggedIn } = await scene(context)
    const tab = await openTab()
    await expectShown(tab, 'profile', 'signed-out')
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    expect(new URL(popup.url()).origin).not.toBe(new URL(tab.url()).origin)
    expect(await shown(tab, 'sign-in')).toBe('popup-open')
    await passed(2_000)
    await Promise.all([popup.waitForEvent('close'), logIn(popup)])
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'mvpd', 'Lumenwave')
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'a media token')

    // What comes after the token is the profile's metadata, a second later.
    expect(paths(loggedIn()).slice(0, 2)).toEqual([
      expect.stringMatching(/^\/api\/v2\/REF30\/profiles\/code\/[A-Z0-9]{7}$/),
      '/api/v2/REF30/decisions/authorize/Lumenwave',
    ])
    expect(await tab.evaluate(() => window.journey.shown)).toEqual([
      'idle',
      'starting',
      'popup-open',
      'checking',
      'signed-in',
    ])
  })

  test.for([
    { page: 'the application', redirectUrl: undefined, most: 1 },
    { page: 'an empty page', redirectUrl: '/icon.svg', most: 0 },
  ])(
    'after a minute at the MVPD $page that the popup comes back to costs $most calls at most',
    async (given, context) => {
      const { address, openTab, paths, loggedIn } = await scene(context)
      const redirectUrl = given.redirectUrl && new URL(given.redirectUrl, address()).href
      const tab = await openTab({ redirectUrl })
      await expectShown(tab, 'profile', 'signed-out')
      const popup = await clickForPopup(tab)
      await popup.getByLabel('User name').waitFor()
      const calls: string[] = []
      popup.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (/^\/(o|api\/v2\/(?!authenticate))\b/.test(pathname)) calls.push(pathname)
      })
      // An application there takes what this browser knows of the viewer for old, and asks.
      await popup.clock.install({ time: Date.now() + 60_000 })
      await Promise.all([popup.waitForEvent('close'), logIn(popup)])
      await expectShown(tab, 'sign-in', 'signed-in')

      context.expect(calls.length).toBeLessThanOrEqual(given.most)
      const looks = paths(loggedIn()).filter((path) => path.includes('/profiles/code/'))
      context.expect(looks).toHaveLength(1)
    },
  )

  test('a viewer whose password was wrong tries again at the MVPD', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab({ mvpd: 'Quillstone' })
    const popup = await clickForPopup(tab)
    await logIn(popup, 'wrong')
    await popup.getByRole('alert').waitFor()
    context.expect(await shown(tab, 'sign-in')).toBe('popup-open')
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'mvpd', 'Quillstone')
  })

  test('a viewer who cancels at the MVPD is told so, and signs in with a retry', async (context) => {
    const { emulator, openTab, looks } = await scene(context)
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await Promise.all([popup.waitForEvent('close'), click(popup, 'Cancel')])
    await expectShown(tab, 'sign-in', 'not-signed-in')
    context.expect(looks()).toHaveLength(3)
    const again = await clickForPopup(tab, 'Retry')
    await logIn(again)
    await expectShown(tab, 'sign-in', 'signed-in')

    const sessions = emulator.log.filter(({ url }) => url.endsWith('/sessions'))
    context.expect(sessions).toHaveLength(1)
  })

  test('a viewer who closes the popup can go on in another one', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await popup.close()
    await expectShown(tab, 'sign-in', 'popup-closed')
    const again = await clickForPopup(tab, 'Retry')
    await logIn(again)
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'profile', 'signed-in')
  })

  test('a popup that the browser has blocked is a state with an address, and opens in a click', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab({ atOnce: true })
    await expectShown(tab, 'sign-in', 'popup-blocked')
    const link = await tab.getByRole('link').getAttribute('href')
    context.expect(link).toMatch(/\/api\/v2\/authenticate\/REF30\/[A-Z0-9]{7}$/)
    const popup = await clickForPopup(tab, 'Retry')
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('a blocked popup may be a link in another tab: the viewer is found', async (context) => {
    const { context: browser, openTab } = await scene(context)
    const tab = await openTab({ atOnce: true })
    await expectShown(tab, 'sign-in', 'popup-blocked')
    const link = await tab.getByRole('link').getAttribute('href')
    const other = await browser.newPage()
    await other.goto(String(link))
    await logIn(other)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('a login page that cuts the popup off does not keep the viewer out', async (context) => {
    const { expect } = context
    const { openTab } = await scene(context, {
      front: async ({ url }, next) => {
        const { status, headers, body } = await next()
        const isMvpd = new URL(url).pathname.startsWith('/mvpd/')
        const policy = isMvpd ? { 'cross-origin-opener-policy': 'same-origin' } : {}
        return new Response(body, {
          status,
          headers: { ...Object.fromEntries(headers), ...policy },
        })
      },
    })
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await expectShown(tab, 'sign-in', 'popup-closed')
    expect(popup.isClosed()).toBe(false)
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'profile', 'signed-in')
  })

  test('the provider can be picked after the session has begun', async (context) => {
    const { expect } = context
    const { openTab } = await scene(context)
    const tab = await openTab({ mvpd: undefined })
    await click(tab, 'Sign in')
    await expectShown(tab, 'sign-in', 'needs-parameters')
    const popup = await clickForPopup(tab, 'Cedar Hollow')
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'mvpd', 'CedarHollow')
    expect(await shown(tab, 'picked')).toBe('Cedar Hollow')
  })
})
