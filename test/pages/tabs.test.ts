import { expect, test } from 'vitest'
import { soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('5 tabs with 100 consumers of each hook share one registration and one token', async () => {
  const { emulator, openTabs, count } = await scene()
  const tabs = await openTabs(5, { queries: 100, tokens: 100 })
  await Promise.all(tabs.map((tab) => untilAll(tab, 'query', 100)))

  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  expect([count('/register'), count('/token'), count('/profiles')]).toEqual([1, 1, 5])
  expect(emulator.log.filter(({ status }) => status === 429)).toEqual([])
})

test('20 new tabs share one registration and one token request', async () => {
  const { openTabs, count } = await scene()
  const tabs = await openTabs(20, { tokens: 1 })

  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  expect([count('/register'), count('/token')]).toEqual([1, 1])
})

test('20 new tabs without Web Locks share one registration and one token', async () => {
  const { openTabs, count } = await scene({ locks: 'none' })
  const tabs = await openTabs(20, { tokens: 1 })

  expect(await tabs[0]?.evaluate(() => navigator.locks)).toBeUndefined()
  const tokens = async () => new Set(await Promise.all(tabs.map(tokenOf))).size
  await expect.poll(tokens, soon).toBe(1)
  // A tab that gets no processor time for 5 s loses the lease. On a very busy machine another tab
  // then registers too, and all but one registration are dropped.
  expect(count('/register')).toBeLessThanOrEqual(2)
  expect(count('/token')).toBeLessThanOrEqual(2)
})

test('a tab that is closed while it acquires a token releases its lock at once', async () => {
  const { emulator, openTab, count } = await scene()
  emulator.fail('hang', { on: 'token' })
  const first = await openTab({ tokens: 1 })
  await expect.poll(() => count('/token'), soon).toBe(1)
  const second = await openTab({ tokens: 1 })
  const waiting = () => second.evaluate(async () => (await navigator.locks.query()).pending?.length)
  await expect.poll(waiting, soon).toBe(1)
  await first.close()
  await untilAll(second, 'token', 1)

  expect([count('/register'), count('/token')]).toEqual([1, 2])
})

test('without Web Locks, another tab takes over the lease of a closed tab', async () => {
  const { emulator, openTab, count } = await scene({ locks: 'none' })
  emulator.fail('hang', { on: 'token' })
  const first = await openTab({ tokens: 1 })
  await expect.poll(() => count('/token'), soon).toBe(1)
  await first.close()
  const second = await openTab({ tokens: 1 })
  await untilAll(second, 'token', 1)

  expect([count('/register'), count('/token')]).toEqual([1, 2])
})
