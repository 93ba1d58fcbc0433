import { expect, test } from 'vitest'
import { eventsOf, soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('a token that one tab requested is used by the others, without a request', async () => {
  const { emulator, openTab, openTabs, count } = await scene({ throttle: false })
  const one = await openTab({ tokens: 1, pacing: 'off' })
  const others = await openTabs(2, { tokens: 1, pacing: 'off' })
  await Promise.all([one, ...others].map((tab) => untilAll(tab, 'token', 1)))
  emulator.revokeTokens()
  expect(await one.evaluate(() => window.api.call())).toBe(200)
  const minted = await tokenOf(one)
  for (const tab of others) {
    await expect.poll(async () => (await eventsOf(tab)).filter(isRestored).length, soon).toBe(2)
  }

  expect(await Promise.all(others.map(tokenOf))).toEqual([minted, minted])
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})

test('a reset in one tab signs out the others, and all share one new registration', async () => {
  const { emulator, openTabs, count } = await scene({ throttle: false })
  const tabs = await openTabs(3, { queries: 1, tokens: 1, pacing: 'off' })
  await Promise.all(tabs.map((tab) => untilAll(tab, 'query', 1)))
  const old = await Promise.all(tabs.map(tokenOf))
  const signedIn = () => Promise.all(tabs.map((tab) => tab.evaluate(() => window.api.signedIn())))
  emulator.signIn()
  for (const mvpds of await signedIn()) expect(mvpds).toHaveLength(1)
  await tabs[0]?.evaluate(() => window.api.pass.reset())
  for (const tab of tabs) await expect.poll(() => eventsOf(tab), soon).toContain('reset')
  // Each page fetches its profiles again.
  await expect.poll(() => count('/profiles'), soon).toBe(9)

  const tokens = new Set(await Promise.all(tabs.map(tokenOf)))
  expect(tokens.size).toBe(1)
  expect(old).not.toContain([...tokens][0])
  expect(await signedIn()).toEqual([[], [], []])
  expect([count('/register'), count('/token')]).toEqual([2, 2])
})

test('an unknown client is replaced once, not once in each tab', async () => {
  const { emulator, openTabs, count } = await scene({ throttle: false })
  const tabs = await openTabs(3, { tokens: 1, pacing: 'off' })
  await Promise.all(tabs.map((tab) => untilAll(tab, 'token', 1)))
  emulator.revokeClients()
  const statuses = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.api.call())))

  expect(statuses).toEqual([200, 200, 200])
  expect(count('/register')).toBe(2)
  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  const replaced = await Promise.all(tabs.map(eventsOf))
  expect(replaced.map((types) => types.filter((type) => type === 'credentials-replaced'))).toEqual(
    Array(3).fill(['credentials-replaced']),
  )
})

const isRestored = (type: string) => type === 'token-restored' || type === 'token-issued'
