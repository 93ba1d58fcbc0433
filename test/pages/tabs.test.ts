import { expect, test } from 'vitest'
import { soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('5 tabs with 100 consumers each, at the same moment: one registration, one token request', async () => {
  const { emulator, openTabs, count } = await scene()
  const tabs = await openTabs(5, { queries: 100, tokens: 100 })
  await Promise.all(tabs.map((tab) => untilAll(tab, 'query', 100)))

  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  expect([count('/register'), count('/token'), count('/profiles')]).toEqual([1, 1, 5])
  expect(emulator.log.filter(({ status }) => status === 429)).toEqual([])
})

test('20 cold tabs: one registration, one token request', async () => {
  const { openTabs, count } = await scene()
  const tabs = await openTabs(20, { tokens: 1 })

  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  expect([count('/register'), count('/token')]).toEqual([1, 1])
})

test('20 cold tabs of a browser without Web Locks: one registration, one token request', async () => {
  const { openTabs, count } = await scene({ locks: 'none' })
  const tabs = await openTabs(20, { tokens: 1 })

  expect(await tabs[0]?.evaluate(() => navigator.locks)).toBeUndefined()
  expect(new Set(await Promise.all(tabs.map(tokenOf))).size).toBe(1)
  expect([count('/register'), count('/token')]).toEqual([1, 1])
})

test('a tab that is closed in the middle of a flight sets its lock free at once', async () => {
  const { emulator, openTab, count } = await scene()
  emulator.fail('hang', { on: 'token' })
  const first = await openTab({ tokens: 1 })
  await expect.poll(() => count('/token'), soon).toBe(1)
  const second = await openTab({ tokens: 1 })
  const waiting = () => second.evaluate(async () => (await navigator.locks.query()).pending?.length)
  await expect.poll(waiting, soon).toBe(1)
  const since = performance.now()
  await first.close()
  await untilAll(second, 'token', 1)

  // The patience is 31 s here.
  expect(performance.now() - since).toBeLessThan(5_000)
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})

test('without Web Locks its lease is waited for, and no longer than the patience', async () => {
  const { emulator, openTab, count } = await scene({ locks: 'none' })
  emulator.fail('hang', { on: 'token' })
  const first = await openTab({ tokens: 1, timeout: 500 })
  await expect.poll(() => count('/token'), soon).toBe(1)
  await first.close()
  const second = await openTab({ tokens: 1, timeout: 500 })
  const since = performance.now()
  await untilAll(second, 'token', 1)

  // Twice the timeout and a second; the rest is this machine's.
  expect(performance.now() - since).toBeLessThan(2_000 + 2_000)
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})
