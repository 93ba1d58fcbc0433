import type { Page } from 'playwright-core'
import { describe, expect, type TestContext, test, vi } from 'vitest'
import { eventsOf, NEVER, type Scene, soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

// By default, Playwright turns off the back/forward cache.
const scene = withBrowser({}, { ignoreDefaultArgs: ['--disable-back-forward-cache'] })

const TIMEOUT = 1_500
/** How long a client waits for a lock: twice the timeout plus one second. */
const PATIENCE = 2 * TIMEOUT + 1_000

/**
 * Two tabs. `tab` holds the lock while its token request hangs; `release` fails that request.
 * `other` has loaded and sends nothing yet.
 */
async function held(
  { onTestFinished }: TestContext,
  { locks, timeout = NEVER }: { locks?: 'none' | undefined; timeout?: number },
) {
  const answers: (() => void)[] = []
  const release = () => answers.forEach((answer) => answer())
  const set = await scene({
    onTestFinished,
    ...(locks && { locks }),
    front: async ({ method, url }, next) => {
      const answer = await next()
      const isFirst = method === 'POST' && url.endsWith('/token') && set.count('/token') === 1
      if (!isFirst) return answer
      await new Promise<void>((resolve) => answers.push(resolve))
      return new Response(null, { status: 503, headers: answer.headers })
    },
  })
  onTestFinished(release)
  const other = await set.openTab({ timeout })
  const tab = await set.openTab({ tokens: 1 })
  await vi.waitUntil(() => set.count('/token') === 1, soon)
  return { ...set, tab, other, release }
}

/** The ms until a tab that has already loaded has a token. */
async function waitOf(tab: Page) {
  const since = performance.now()
  await tokenOf(tab)
  return performance.now() - since
}

/** Freezes the page with its locks once `ready` has run. Resolves with a function that thaws it. */
async function freeze(tab: Page, ready: () => Promise<void> = async () => {}) {
  const devtools = await tab.context().newCDPSession(tab)
  await devtools.send('Debugger.enable')
  const paused = new Promise<void>((resolve) => devtools.once('Debugger.paused', () => resolve()))
  void tab.evaluate(`(${String(ready)})().then(() => { debugger })`).catch(() => {})
  await paused
  return () => devtools.send('Debugger.disable')
}

/** Runs in a page. Resolves just after it has renewed its lease, when no transaction is open. */
const leaseRenewed = () =>
  new Promise<void>((resolve) => {
    const opening = indexedDB.open('react-adobe-pass')
    opening.onsuccess = () => {
      let before = ''
      const look = () => {
        const transaction = opening.result.transaction('records')
        const all = transaction.objectStore('records').getAll()
        transaction.oncomplete = () => {
          const now = JSON.stringify(all.result)
          if (before && now !== before) return resolve()
          before = now
          look()
        }
      }
      look()
    }
  })

/** Crashes the renderer of the page. */
async function crash(tab: Page) {
  const crashed = tab.waitForEvent('crash')
  const devtools = await tab.context().newCDPSession(tab)
  void devtools.send('Page.crash').catch(() => {})
  await crashed
}

describe.concurrent('a holder of the lock', () => {
  test('that crashes does not delay the others', async (context) => {
    const { expect } = context
    const { tab, other, count } = await held(context, {})
    await crash(tab)

    await tokenOf(other)
    expect([count('/register'), count('/token')]).toEqual([1, 2])
  })

  test('that crashes without Web Locks delays the others until the lease ends', async (context) => {
    const { expect } = context
    const { tab, other, count } = await held(context, { locks: 'none' })
    await crash(tab)

    expect(await waitOf(other)).toBeGreaterThan(1_000)
    expect([count('/register'), count('/token')]).toEqual([1, 2])
  })

  test.for([
    ['', undefined],
    [' without Web Locks', 'none'],
  ] as const)(
    'that freezes%s delays the others by twice the timeout plus 1 s, and then uses their token',
    async ([, locks], context) => {
      const { expect } = context
      const { tab, other, count, release } = await held(context, { locks, timeout: TIMEOUT })
      const thaw = await freeze(tab, locks && leaseRenewed)
      expect(await waitOf(other)).toBeGreaterThan(PATIENCE - 500)
      const requests = count('/token')

      await thaw()
      release()
      expect(await tokenOf(tab)).toBe(await tokenOf(other))
      expect([count('/register'), count('/token')]).toEqual([1, requests])
    },
  )

  test('that navigates to another page does not delay the others', async (context) => {
    const { expect } = context
    const { tab, other, count, origins } = await held(context, {})
    await tab.goto(`${origins[1]}/icon.svg`)

    await tokenOf(other)
    expect([count('/register'), count('/token')]).toEqual([1, 2])
  })
})

/** Runs in a page. Opens a transaction on the client's records that never ends. */
const holdRecords = () =>
  new Promise<void>((resolve) => {
    const opening = indexedDB.open('react-adobe-pass')
    opening.onsuccess = () => {
      const records = opening.result.transaction('records', 'readwrite').objectStore('records')
      const goOn = () => {
        records.get('nothing').onsuccess = goOn
        resolve()
      }
      goOn()
    }
  })

test('a freeze in a transaction delays others by 5 s and keeps credentials', async (context) => {
  const set = await scene({ onTestFinished: context.onTestFinished })
  const tab = await set.openTab({ tokens: 1 })
  await untilAll(tab, 'token', 1)
  const token = await tokenOf(tab)
  await tab.evaluate(holdRecords)
  const thaw = await freeze(tab)
  const other = await set.openTab({ storeTimeout: 5_000 })
  // Of the 5 s, up to one has passed: the client has begun to read when it was created.
  expect(await waitOf(other)).toBeGreaterThan(3_500)
  expect(await eventsOf(other)).toContain('storage-unavailable')

  await thaw()
  await tab.close()
  await other.reload()
  expect(await tokenOf(other)).toBe(token)
  expect(await eventsOf(other)).not.toContain('storage-unavailable')
  // The tab that could not read has registered for the lifetime of its page only.
  expect([set.count('/register'), set.count('/token')]).toEqual([2, 2])
})

/** Runs in a page. Resolves with the outcome of the deletion. */
const deleteDatabase = () =>
  new Promise<string>((resolve) => {
    const request = indexedDB.deleteDatabase('react-adobe-pass')
    request.onsuccess = () => resolve('deleted')
    request.onerror = () => resolve('failed')
  })

/** Waits for `ms` of real time. */
const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A page with a token, which is now in the back/forward cache. */
async function cached(set: Scene) {
  const tab = await set.openTab({ tokens: 1 })
  await untilAll(tab, 'token', 1)
  await tab.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
  })
  await tab.goto(`${set.origins[1]}/icon.svg`)
  return tab
}

describe('a page in the back/forward cache', () => {
  test('does not delay the others, and comes back with its token', async () => {
    const set = await scene()
    const tab = await cached(set)
    const other = await set.openTab()
    await tokenOf(other)
    await tab.goBack({ waitUntil: 'commit' })

    expect(await tab.evaluate(() => Object(window).persisted)).toBe(true)
    expect(await tokenOf(tab)).toBe(await tokenOf(other))
    expect([set.count('/register'), set.count('/token')]).toEqual([1, 1])
  })

  test('comes back with the token that was stored meanwhile', async () => {
    const set = await scene()
    const tab = await cached(set)
    const other = await set.openTab()
    await other.evaluate(() => window.api.pass.reset())
    const token = await tokenOf(other)
    await tab.goBack({ waitUntil: 'commit' })
    await expect.poll(() => tokenOf(tab), soon).toBe(token)

    expect([set.count('/register'), set.count('/token')]).toEqual([2, 2])
  })

  test('takes what was answered meanwhile, although its timeout is over', async () => {
    // On a very busy machine, requests take seconds.
    const timeout = 6_000
    const set = await scene({
      front: async ({ method, url }, next) => {
        const answer = await next()
        if (method === 'POST' && url.endsWith('/register')) await passed(timeout / 2)
        return answer
      },
    })
    const tab = await set.openTab({ tokens: 1, timeout })
    await vi.waitUntil(() => set.count('/register') === 1, soon)
    await tab.goto(`${set.origins[1]?.replace('127.0.0.1', 'localhost')}/icon.svg`)
    await passed(2 * timeout)
    await tab.goBack({ waitUntil: 'commit' })
    await untilAll(tab, 'token', 1)

    expect((await eventsOf(tab))[0]).toBe('registered')
    expect(set.count('/register')).toBe(1)
  })

  test('does not block the deletion of the database, and works when it comes back', async () => {
    const set = await scene()
    const tab = await cached(set)
    const other = await set.context.newPage()
    await other.goto(`${set.origins[1]}/icon.svg`)
    expect(await other.evaluate(deleteDatabase)).toBe('deleted')
    await tab.goBack({ waitUntil: 'commit' })
    expect(await tab.evaluate(() => window.api.call())).toBe(200)
  })
})

test('a page works on a full disk, and stores its token once there is space', async () => {
  const { context, origins, emulator, openTab, count } = await scene({ throttle: false })
  const [, home = ''] = origins
  const blank = await context.newPage()
  await blank.goto(`${home}/icon.svg`)
  const devtools = await context.newCDPSession(blank)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: home, quotaSize: 1 })
  const tab = await openTab({ pacing: 'off' })
  expect(await tab.evaluate(() => window.api.call())).toBe(200)
  expect(await eventsOf(tab)).toContain('storage-unavailable')
  expect(await writing(tab)).toBe('QuotaExceededError')

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: home })
  emulator.revokeTokens()
  expect(await tab.evaluate(() => window.api.call())).toBe(200)
  const token = await tokenOf(tab)
  await tab.reload()

  expect(await tokenOf(tab)).toBe(token)
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})

/** Writes to another database, and resolves with the outcome. */
const writing = (tab: Page) =>
  tab.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('another')
        opening.onupgradeneeded = () => opening.result.createObjectStore('records')
        opening.onerror = () => resolve(opening.error?.name)
        opening.onsuccess = () => {
          const writing = opening.result.transaction('records', 'readwrite')
          writing.objectStore('records').put('value', 'key')
          writing.oncomplete = () => resolve('written')
          writing.onabort = () => resolve(writing.error?.name)
        }
      }),
  )

test('the same credentials are stored again after another tab deletes the database', async () => {
  const { emulator, openTab, count } = await scene({ throttle: false })
  const tab = await openTab({ pacing: 'off' })
  const token = await tokenOf(tab)
  const other = await openTab({ pacing: 'off' })
  expect(await other.evaluate(deleteDatabase)).toBe('deleted')
  expect(await tokenOf(tab)).toBe(token)
  emulator.revokeTokens()
  expect(await tab.evaluate(() => window.api.call())).toBe(200)
  await other.reload()

  expect(await tokenOf(other)).toBe(await tokenOf(tab))
  expect([count('/register'), count('/token')]).toEqual([1, 2])
})
