// `npm run bench`: what the package costs, measured in headless Chromium on a built page against the
// emulator over HTTP. Prints a table and writes bench/results/latest.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { chromium } from 'playwright-core'
import { launchOptions } from '../scripts/chromium.mjs'
import { startEmulator } from '../scripts/emulator.mjs'
import { servePage } from '../test/pages/app/servePage.mjs'

const BATCHES = 200
const CALLS = 1_000
const RELOADS = 20

// Without these two headers a page's clock ticks every 100 µs, with them every 5.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

const [browser, page, { emulator, origin, close }] = await Promise.all([
  launchOptions().then((options) => chromium.launch(options)),
  servePage({ headers: isolation }),
  startEmulator(),
])

try {
  const results = {
    at: new Date().toISOString(),
    chromium: browser.version(),
    node: process.version,
    cores: availableParallelism(),
    requests: {
      consumers1: await requests({ tabs: 1, consumers: 1 }),
      consumers100: await requests({ tabs: 1, consumers: 100 }),
      consumers1000: await requests({ tabs: 1, consumers: 1_000 }),
      tabs5: await requests({ tabs: 5, consumers: 1 }),
    },
    cachedGetToken: await cachedGetToken(),
    renewal: await renewal(),
    warmStart: await warmStart(),
  }
  print(results)
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('latest.json', folder), `${JSON.stringify(results, null, 2)}\n`)
} finally {
  await Promise.all([browser.close(), page.close(), close()])
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
    if (!(await tab.evaluate(() => crossOriginIsolated))) throw new Error('The clock is too coarse')
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

function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (part) => Number(sorted[Math.floor(part * (sorted.length - 1))].toFixed(3))
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) }
}

function print({ chromium, cores, requests, cachedGetToken, renewal, warmStart }) {
  const seed = ({ registrations, tokenRequests }) => `${registrations} and ${tokenRequests}`
  const spread = ({ median, lower, upper }, unit) =>
    `${median} ${unit}  (quartiles ${lower} and ${upper})`
  const lines = [
    ['registrations and token requests', ''],
    ['  1 consumer of each hook', seed(requests.consumers1)],
    ['  100 consumers', seed(requests.consumers100)],
    ['  1,000 consumers', seed(requests.consumers1000)],
    ['  5 tabs at once', seed(requests.tabs5)],
    ['cached getToken(), median', ''],
    ['  awaited', spread(cachedGetToken.awaited, 'µs')],
    ['  not awaited', spread(cachedGetToken.unawaited, 'µs')],
    ['renderings at a renewal', ''],
    ['  of a usePassQuery consumer', renewal.usePassQuery],
    ['  of a usePassToken consumer', renewal.usePassToken],
    ['warm start, median', ''],
    ['  mount to first protected call', spread(warmStart, 'ms')],
  ]
  console.log(`Chromium ${chromium}, ${cores} cores\n`)
  for (const [what, value] of lines) console.log(`${what.padEnd(36)}${value}`.trimEnd())
}
