import { expect, test } from 'vitest'
import { soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser({ mode: 'development' })

test.each([1, 100, 1_000])(
  '%i consumers of each hook under StrictMode share one registration, token request and call',
  async (count) => {
    const { openTab, count: calls } = await scene()
    const tab = await openTab({ queries: count, tokens: count })
    await untilAll(tab, 'query', count)
    await untilAll(tab, 'token', count)

    // StrictMode is active: every effect has run twice.
    const { tokens } = await tab.evaluate(() => window.api.renders)
    expect(tokens).toBeGreaterThanOrEqual(2 * count)
    expect([calls('/register'), calls('/token'), calls('/profiles')]).toEqual([1, 1, 1])
  },
)

test('a renewal re-renders only the components that use the token', async () => {
  const { openTab, count } = await scene({ tokenLifetime: 2 })
  const tab = await openTab({ queries: 10, tokens: 1 })
  await untilAll(tab, 'query', 10)
  await untilAll(tab, 'token', 1)
  const [token, before] = [await tokenOf(tab), await tab.evaluate(() => window.api.renders)]
  await expect.poll(() => tokenOf(tab), soon).not.toBe(token)
  const after = await tab.evaluate(
    () =>
      new Promise<typeof window.api.renders>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(window.api.renders)))
      }),
  )

  expect(after.queries).toBe(before.queries)
  expect(after.tokens).toBeGreaterThan(before.tokens)
  expect(count('/register')).toBe(1)
})
