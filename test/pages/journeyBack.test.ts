import { test } from 'vitest'
import { click, expectShown, logIn, withJourney } from './journeyTestbed.ts'

// By default, Playwright turns off the back/forward cache.
const scene = withJourney({}, { ignoreDefaultArgs: ['--disable-back-forward-cache'] })

test('a page from the back/forward cache shows an unfinished sign-in', async (context) => {
  const { expect } = context
  const { openTab, looks } = await scene(context)
  const tab = await openTab({ screen: 'redirect' })
  await tab.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
  })
  await click(tab, 'Sign in')
  await tab.getByLabel('User name').waitFor()
  await tab.goBack({ waitUntil: 'commit' })
  await expectShown(tab, 'sign-in', 'checking')
  await expectShown(tab, 'sign-in', 'not-signed-in')

  expect(looks()).toHaveLength(3)
  expect(await tab.evaluate(() => Object(window).persisted)).toBe(true)
})

test('the viewer can pick again on an activation page from the cache', async (context) => {
  const { expect } = context
  // Both screens have the same IP address: its bucket would run empty in the middle of the test.
  const { address, openTab, openElsewhere } = await scene(context, { throttle: false })
  const tv = await openTab({ screen: 'second-screen', mvpd: undefined })
  await click(tv, 'Sign in')
  await expectShown(tv, 'sign-in', 'second-screen')
  const phone = await openElsewhere(address({ phone: true }))
  await phone.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
  })
  await phone.getByLabel('Code').fill(await tv.locator('code').innerText())
  await click(phone, 'Go on')
  await click(phone, 'Quillstone Fiber')
  await phone.getByLabel('User name').waitFor()
  await phone.goBack({ waitUntil: 'commit' })
  await expectShown(phone, 'phone', 'ready')
  expect(await phone.evaluate(() => Object(window).persisted)).toBe(true)
  await click(phone, 'Tidepool TV')
  await logIn(phone)
  await expectShown(tv, 'mvpd', 'TidepoolTV')
})
