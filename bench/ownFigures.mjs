// What the package costs by itself, measured on the page that the browser tests have, against the
// emulator over HTTP.
import { startEmulator } from '../scripts/emulator.mjs'
import { servePage } from '../test/pages/app/servePage.mjs'
import { quartiles } from './quartiles.mjs'
import { isolation } from './servePages.mjs'

const BATCHES = 200
const CALLS = 1_000
const RELOADS = 20

/** @param {import('playwright-core').Browser} browser */
export async function measureOwnFigures(browser) {
  const [page, { emulator, origin, close }] = await Promise.all([
    servePage({ headers: isolation }),
    startEmulator(),
  ])
  try {
    return {
      requests: {
        consumers1: await requests({ tabs: 1, consumers: 1 }),
        consumers100: await requests({ tabs: 1, consumers: 100 }),
        consumers1000: await requests({ tabs: 1, consumers: 1_000 }),
        tabs5: await requests({ tabs: 5, consumers: 1 }),
      },
      cachedGetToken: await cachedGetToken(),
      renewal: await renewal(),
      warmStart: await warmStart(),
      indexedDb: await indexedDb(),
    }
  } finally {
    await Promise.all([page.close(), close()])
  }

  /** How many registrations and token requests a first visit takes. */
  async function requests({ tabs, consumers }) {
    return visit({}, async (open) => {
      await Promise.all(
        Array.from({ length: tabs }, () => open({ queries: consumers, tokens: consumers })),
      )
      const count = (path) => emulator.log.filter(({ url }) => url.endsWith(path)).length
      return { registrations: count('/o/client/register'), tokenRequests: count('/o/client/token') }
    })
  }

  /** µs that `getToken()` takes while there is a good token in memory. */
  async function cachedGetToken() {
    return visit({}, async (open) => {
      const tab = await open({ tokens: 1 })
      if (!(await tab.evaluate(() => crossOriginIsolated)))
        throw new Error('The clock is too coarse')
      const measure = (way) =>
        tab.evaluate(
          async ([batches, calls, way]) => {
            const { pass } = window.api
            const times = []
            // A tenth more, to warm up.
            for (let batch = -batches / 10; batch < batches; batch++) {
              const start = performance.now()
              if (way === 'awaited') for (let i = 0; i < calls; i++) await pass.getToken()
              else for (let i = 0; i < calls; i++) void pass.getToken()
              if (batch >= 0) times.push(((performance.now() - start) * 1_000) / calls)
              // What was not awaited settles between the batches.
              await new Promise((resolve) => setTimeout(resolve))
            }
            return times
          },
          [BATCHES, CALLS, way],
        )
      return {
        awaited: quartiles(await measure('awaited')),
        unawaited: quartiles(await measure('unawaited')),
      }
    })
  }

  /** How often 100 consumers of `usePassQuery` render because the token is renewed. */
  async function renewal() {
    return visit({ tokenLifetime: 2 }, async (open) => {
      const tab = await open({ queries: 100, tokens: 1 })
      return tab.evaluate(async () => {
        const { pass, renders } = window.api
        const before = { ...renders }
        await new Promise((resolve) => {
          const stop = pass.subscribe(({ type }) => {
            if (type !== 'token-issued') return
            stop()
            resolve()
          })
        })
        // Two frames: React has rendered what it was going to.
        for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
        return {
          usePassQuery: (renders.queries - before.queries) / 100,
          usePassToken: renders.tokens - before.tokens,
        }
      })
    })
  }

  /** ms from mounting to sending the first protected call, on a reload with a token in storage. */
  async function warmStart() {
    return visit({}, async (open) => {
      // Unpaced: twenty reloads in a row would measure the pacing.
      const tab = await open({ queries: 1, pacing: 'off' })
      const times = []
      for (let i = 0; i < RELOADS; i++) {
        emulator.advance(10_000)
        await tab.reload()
        await allDone(tab, { queries: 1 })
        times.push(
          await tab.evaluate(() => {
            const first = performance
              .getEntriesByType('resource')
              .find(({ name }) => name.includes('/api/v2/'))
            return first.startTime - window.api.mountedAt
          }),
        )
      }
      return quartiles(times)
    })
  }

  /** ms that IndexedDB alone takes on a reload, to open and to read once: no warm start is faster. */
  async function indexedDb() {
    return visit({}, async (open) => {
      const tab = await open({ tokens: 1 })
      // Without our page on it: nothing else has the database open.
      const blank = new URL('icon.svg', page.url).href
      const times = []
      for (let i = 0; i < RELOADS; i++) {
        await tab.goto(blank)
        times.push(
          await tab.evaluate(async () => {
            const result = (request) =>
              new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result)
                request.onerror = () => reject(request.error)
              })
            const [{ name }] = await indexedDB.databases()
            const start = performance.now()
            const database = await result(indexedDB.open(name))
            const [store] = database.objectStoreNames
            await result(database.transaction(store).objectStore(store).getAll())
            return performance.now() - start
          }),
        )
      }
      return quartiles(times)
    })
  }

  /** A browser profile and an emulator as new; `measure` gets what opens a tab and waits until it is done. */
  async function visit({ tokenLifetime = 21_600 }, measure) {
    emulator.reset()
    emulator.setTokenLifetime(tokenLifetime)
    const statement = await emulator.softwareStatement()
    const context = await browser.newContext()
    try {
      return await measure(async (options) => {
        const tab = await context.newPage()
        await tab.goto(`${page.url}?${new URLSearchParams({ origin, statement, ...options })}`)
        await allDone(tab, options)
        return tab
      })
    } finally {
      await context.close()
    }
  }
}

async function allDone(tab, { queries = 0, tokens = 0 }) {
  const attached = { state: 'attached' }
  if (queries)
    await tab
      .locator('.query.success')
      .nth(queries - 1)
      .waitFor(attached)
  if (tokens)
    await tab
      .locator('.token.success')
      .nth(tokens - 1)
      .waitFor(attached)
}
