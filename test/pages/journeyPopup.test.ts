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

// By default, Playwright turns off the popup blocker.
const scene = withJourney({}, { ignoreDefaultArgs: ['--disable-popup-blocking'] })

describe.concurrent('in a popup', () => {
  test('it takes two calls from the end of the login to a media token', async (context) => {
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

    // The call for the profile's metadata comes a second after the token.
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
    'a popup that returns to $page after a minute at the MVPD makes at most $most calls there',
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
      // An application there considers the stored profiles stale, and fetches them.
      await popup.clock.install({ time: Date.now() + 60_000 })
      await Promise.all([popup.waitForEvent('close'), logIn(popup)])
      await expectShown(tab, 'sign-in', 'signed-in')

      context.expect(calls.length).toBeLessThanOrEqual(given.most)
      const looks = paths(loggedIn()).filter((path) => path.includes('/profiles/code/'))
      context.expect(looks).toHaveLength(1)
    },
  )

  test('a viewer can try again at the MVPD after a wrong password', async (context) => {
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

  test('a viewer who cancels at the MVPD can sign in with a retry', async (context) => {
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

  test('a viewer who closes the popup can continue in another one', async (context) => {
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

  test('a blocked popup is a state with a URL, and a retry by click opens it', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab({ atOnce: true })
    await expectShown(tab, 'sign-in', 'popup-blocked')
    const link = await tab.getByRole('link').getAttribute('href')
    context.expect(link).toMatch(/\/api\/v2\/authenticate\/REF30\/[A-Z0-9]{7}$/)
    const popup = await clickForPopup(tab, 'Retry')
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('the link of a blocked popup also works in another tab', async (context) => {
    const { context: browser, openTab } = await scene(context)
    const tab = await openTab({ atOnce: true })
    await expectShown(tab, 'sign-in', 'popup-blocked')
    const link = await tab.getByRole('link').getAttribute('href')
    const other = await browser.newPage()
    await other.goto(String(link))
    await logIn(other)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('a popup that COOP cuts off does not prevent the sign-in', async (context) => {
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

  test('the provider can be picked after signIn()', async (context) => {
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
