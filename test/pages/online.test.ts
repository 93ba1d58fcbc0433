import { expect, test } from 'vitest'
import { soon, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('a page that starts offline refetches as soon as the browser is online', async () => {
  const { context, origins, address, count } = await scene()
  // The page itself loads despite that, as from a service worker. Chromium does not know its
  // address space, and would ask for permission before it calls servers on this computer.
  await context.grantPermissions(['local-network-access'])
  let start = () => {}
  const offline = new Promise<void>((resolve) => {
    start = resolve
  })
  await context.route(`${origins[1]}/**`, async (route) => {
    const response = await route.fetch()
    if (route.request().resourceType() !== 'document') await offline
    await route.fulfill({ response })
  })
  const tab = await context.newPage()
  await tab.goto(address({ queries: 2, tokens: 1 }), { waitUntil: 'commit' })
  // Not earlier: some versions of Chromium lose the setting with a new page.
  await context.setOffline(true)
  start()
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
