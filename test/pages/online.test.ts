import { expect, test } from 'vitest'
import { soon, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('a page that starts offline asks again as soon as the browser is online', async () => {
  const { context, origins, openTab, count } = await scene()
  // The page itself comes all the same, as from a service worker. To Chromium it comes from nowhere,
  // and may not call this computer's own servers unasked.
  await context.grantPermissions(['local-network-access'])
  await context.route(`${origins[1]}/**`, async (route) => {
    await route.fulfill({ response: await route.fetch() })
  })
  await context.setOffline(true)
  const tab = await openTab({ queries: 2, tokens: 1 })
  expect(await tab.evaluate(() => navigator.onLine)).toBe(false)
  await tab
    .locator('.query.error')
    .nth(1)
    .waitFor({ state: 'attached', ...soon })
  await tab.locator('.token.error').waitFor({ state: 'attached', ...soon })

  await context.setOffline(false)
  await untilAll(tab, 'query', 2)
  await untilAll(tab, 'token', 1)
  expect([count('/register'), count('/token'), count('/profiles')]).toEqual([1, 1, 1])
})
