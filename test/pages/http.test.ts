import { expect, test } from 'vitest'
import { eventsOf, tokenOf, withBrowser } from './testbed.ts'

const scene = withBrowser()

test('a 429 that CORS hides is a PassNetworkError, and delays the next call', async () => {
  const { emulator, openTab } = await scene()
  const tab = await openTab()
  await tokenOf(tab)
  emulator.fail('429', { on: 'api' })
  const [outcome, waited] = await tab.evaluate(async () => {
    const { pass } = window.api
    const post = pass.fetch('/api/v2/REF30/profiles', { method: 'POST', body: 'x' })
    const error = await post.catch((reason: Error) => reason.name)
    const since = performance.now()
    await pass.fetch('/api/v2/REF30/profiles')
    return [error, performance.now() - since] as const
  })

  expect(outcome).toBe('PassNetworkError')
  expect(waited).toBeGreaterThan(990)
})

test('a GET is repeated after a hidden 429, and succeeds', async () => {
  const { emulator, openTab } = await scene()
  const tab = await openTab()
  await tokenOf(tab)
  emulator.fail('429', { on: 'api' })

  expect(await tab.evaluate(() => window.api.call())).toBe(200)
  expect(await eventsOf(tab)).toContain('retried')
  const [refused, repeated] = emulator.log.slice(-2)
  expect([refused?.status, repeated?.status]).toEqual([429, 200])
  expect(Number(repeated?.at) - Number(refused?.at)).toBeGreaterThan(990)
})

test('a redirect rejects with a PassResponseError and is not followed', async () => {
  const asked: string[] = []
  const { openTab } = await scene({
    front: ({ method, url }) => {
      const { pathname } = new URL(url)
      if (method === 'OPTIONS' || !/profiles|elsewhere/.test(pathname)) return undefined
      asked.push(pathname)
      const headers = { location: '/elsewhere', 'access-control-allow-origin': '*' }
      return new Response(null, { status: 302, headers })
    },
  })
  const tab = await openTab()
  const name = await tab.evaluate(() => window.api.call().catch((error: Error) => error.name))

  expect(name).toBe('PassResponseError')
  expect(asked).toEqual(['/api/v2/REF30/profiles'])
})

test('the client stays below the rate limit with 13 calls at once', async () => {
  const { emulator, openTab, count } = await scene()
  const tab = await openTab()
  const statuses = await tab.evaluate(() =>
    Promise.all(Array.from({ length: 11 }, () => window.api.call())),
  )

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(count('/profiles')).toBe(11)
  expect(emulator.log.map(({ status }) => status)).not.toContain(429)
})

test('calls bypass the HTTP cache, unless they set `cache`', async () => {
  const asked: string[] = []
  const { openTab } = await scene({
    front: ({ method, url }, next) => {
      const { pathname, search } = new URL(url)
      if (method !== 'GET' || !pathname.endsWith('/profiles')) return undefined
      asked.push(search)
      // A proxy in between may do this for all answers.
      return next().then(({ status, headers, body }) => {
        const all = new Headers(headers)
        all.set('cache-control', 'max-age=60')
        return new Response(body, { status, headers: all })
      })
    },
  })
  const tab = await openTab()
  await tab.evaluate(async () => {
    const { pass } = window.api
    const profiles = '/api/v2/REF30/profiles'
    for (let i = 0; i < 2; i++) {
      await pass.request({ path: profiles })
      await pass.fetch(`${profiles}?fetched`)
      await pass.fetch(new Request(`${pass.origin}${profiles}?requested`))
      await pass.fetch(`${profiles}?cached`, { cache: 'force-cache' })
    }
  })

  expect(asked.sort()).toEqual([
    '',
    '',
    '?cached',
    '?fetched',
    '?fetched',
    '?requested',
    '?requested',
  ])
})
