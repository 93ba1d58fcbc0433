// The cost of the package itself, measured on the page of the browser tests against the emulator
// over HTTP.
import { startEmulator } from '../scripts/emulator.mjs'
import { servePage } from '../test/pages/app/servePage.mjs'
import { untilCalled, untilLogged } from './measure.mjs'
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

  /** The number of registrations and token requests of a first visit. */
  async function requests({ tabs, consumers }) {
    return visit({}, async (open) => {
      await Promise.all(
        Array.from({ length: tabs }, () => open({ queries: consumers, tokens: consumers })),
      )
      const count = (path) => emulator.log.filter(({ url }) => url.endsWith(path)).length
      return { registrations: count('/o/client/register'), tokenRequests: count('/o/client/token') }
    })
  }

  /** The µs that `getToken()` takes with a valid token in memory. */
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
            // Run 10 % more batches first, to warm up.
            for (let batch = -batches / 10; batch < batches; batch++) {
              const start = performance.now()
              if (way === 'awaited') for (let i = 0; i < calls; i++) await pass.getToken()
              else for (let i = 0; i < calls; i++) void pass.getToken()
              if (batch >= 0) times.push(((performance.now() - start) * 1_000) / calls)
              // Calls that were not awaited settle between the batches.
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

  /** How often each of 100 consumers of `usePassQuery` renders for a renewal. */
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
        // After two frames, React has rendered any updates.
        for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
        return {
          usePassQuery: (renders.queries - before.queries) / 100,
          usePassToken: renders.tokens - before.tokens,
        }
      })
    })
  }

  /** The ms from mount to sending the first protected call, on a reload with a stored token. */
  async function warmStart() {
    return visit({}, async (open) => {
      // Without pacing: twenty reloads in a row would measure the pacing.
      const tab = await open({ queries: 1, pacing: 'off' })
      const times = []
      for (let i = 0; i < RELOADS; i++) {
        emulator.advance(10_000)
        await Promise.all([tab.reload(), untilCalled(tab)])
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

  /** The ms to open and read IndexedDB when a page begins: the lower limit of a warm start. */
  async function indexedDb() {
    return visit({}, async (open) => {
      const tab = await open({ tokens: 1 })
      await tab.addInitScript(() => {
        const result = (request) =>
          new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result)
            request.onerror = () => reject(request.error)
          })
        window.indexedDbTook = (async () => {
          const start = performance.now()
          const database = await result(indexedDB.open('react-adobe-pass'))
          const [store] = database.objectStoreNames
          await result(database.transaction(store).objectStore(store).getAll())
          const took = performance.now() - start
          console.debug('read')
          return took
        })()
      })
      // A page without the package, so that nothing else has the database open.
      const blank = new URL('icon.svg', page.url).href
      const times = []
      for (let i = 0; i < RELOADS; i++) {
        await Promise.all([tab.goto(blank), untilLogged(tab, 'read')])
        times.push(await tab.evaluate(() => window.indexedDbTook))
      }
      return quartiles(times)
    })
  }

  /** Creates a browser profile and resets the emulator. `measure` gets a function to open a tab. */
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
