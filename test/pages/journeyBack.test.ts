import { test } from 'vitest'
import { click, expectShown, withJourney } from './journeyTestbed.ts'

// Playwright switches the cache off that the back button takes a page from.
const scene = withJourney({}, { ignoreDefaultArgs: ['--disable-back-forward-cache'] })

test('a page that the back button takes from the cache shows an unfinished sign-in', async (context) => {
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
  await expectShown(tab, 'sign-in', 'unfinished')

  expect(looks()).toHaveLength(3)
  expect(await tab.evaluate(() => Object(window).persisted)).toBe(true)
})
