import { expect, onTestFinished, test } from 'vitest'
import { eventsOf, tokenOf, untilAll, withBrowser } from './testbed.ts'

const scene = withBrowser()

const dcr = '/o/client/'
const dcrCalls = (log: readonly { url: string }[]) =>
  log.filter(({ url }) => url.includes(dcr)).length

test('a reload keeps credentials and token, without a registration or token request', async () => {
  const { emulator, openTab, count } = await scene()
  const tab = await openTab({ queries: 1 })
  await untilAll(tab, 'query', 1)
  const token = await tokenOf(tab)
  for (let i = 0; i < 3; i++) {
    await tab.reload()
    await untilAll(tab, 'query', 1)
  }

  expect(await tokenOf(tab)).toBe(token)
  expect(await eventsOf(tab)).toEqual(['token-restored'])
  expect(dcrCalls(emulator.log)).toBe(2)
  expect(count('/profiles')).toBe(4)
})

test('a viewer stays signed in if the token expires between two visits', async () => {
  const { emulator, openTab, count, context } = await scene({ tokenLifetime: 3_600 })
  await context.clock.install()
  const tab = await openTab({ queries: 1 })
  await untilAll(tab, 'query', 1)
  emulator.signIn()
  emulator.advance(7_200_000)
  await tab.goto('about:blank')
  await context.clock.fastForward(7_200_000)
  await tab.goBack()
  await untilAll(tab, 'query', 1)

  expect(await tab.evaluate(() => window.api.signedIn())).toHaveLength(1)
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})

test('a new statement registers again, and the old one still finds its credentials', async () => {
  const { emulator, openTab, count } = await scene()
  const tokens = [await tokenOf(await openTab())]
  const statement = await emulator.softwareStatement()
  tokens.push(await tokenOf(await openTab({ statement })))
  tokens.push(await tokenOf(await openTab()))

  expect(tokens[2]).toBe(tokens[0])
  expect(tokens[1]).not.toBe(tokens[0])
  expect(count('/register')).toBe(2)
})

test('a page that is left during a call does not delay the calls of the next one', async () => {
  let isSlow = false
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  onTestFinished(answer)
  const { openTab, count } = await scene({
    front: async ({ url }, next) => {
      if (isSlow && url.endsWith('/profiles')) await answered
      return next()
    },
  })
  const tab = await openTab()
  await tab.evaluate(() => window.api.call())
  isSlow = true
  const underWay = tab.waitForRequest(/profiles/)
  void tab.evaluate(() => window.api.call()).catch(() => {})
  await underWay
  await tab.reload()
  isSlow = false
  const took = await tab.evaluate(async () => {
    const began = performance.now()
    for (let i = 0; i < 3; i++) await window.api.call()
    return performance.now() - began
  })

  expect(took).toBeLessThan(900)
  expect(count('/profiles')).toBe(4)
})
