import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'
import { createPassEmulator, servePassEmulator } from '../../dist/emulator/index.js'
import { shellOptions } from '../../scripts/chromium.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const CALLS = 100

/**
 * Makes 100 simultaneous calls in Chromium over HTTP, for each reading of the documented bucket and
 * number of tabs. All run at the same time, each with a browser profile and an emulator of its own.
 *
 * @param {{ refill: boolean, countPreflights: boolean }[]} readings
 * @param {number[]} tabCounts
 */
export async function measureInChromium(readings, tabCounts) {
  const [page, browser] = await Promise.all([
    servePage(),
    shellOptions().then((options) => chromium.launch(options)),
  ])
  try {
    const rows = await Promise.all(
      readings.flatMap((reading) =>
        tabCounts.map((tabs) => measure({ browser, url: page.url, reading, tabs })),
      ),
    )
    return { version: browser.version(), rows }
  } finally {
    await browser.close()
    await page.close()
  }
}

async function measure({ browser, url, reading, tabs }) {
  const { log, softwareStatement, origin, close } = await serve(reading)
  const context = await browser.newContext()
  try {
    const pages = await Promise.all(Array.from({ length: tabs }, () => context.newPage()))
    await Promise.all(pages.map((page) => page.goto(url)))
    const count = CALLS / tabs
    const began = performance.now()
    const results = await Promise.all(
      pages.map((page, tab) =>
        page.evaluate((options) => window.run(options), {
          origin,
          softwareStatement,
          from: tab * count,
          count,
        }),
      ),
    )
    const seconds = (performance.now() - began) / 1_000
    // Registration and token request count too.
    const dictated = (CALLS + 2) * (reading.countPreflights ? 2 : 1) - 10
    const refused = log.filter(({ status }) => status === 429).length
    console.log(JSON.stringify({ ...reading, tabs, refused }), `${Math.round(seconds)} s`)
    return {
      ...reading,
      tabs,
      answered: results.reduce((sum, { answered }) => sum + answered, 0),
      preflights: log.filter(({ method }) => method === 'OPTIONS').length,
      refused,
      seconds,
      dictated,
      errors: results.flatMap(({ errors }) => errors),
      log: log.map(({ at, ...rest }) => ({ at: at - log[0].at, ...rest })),
    }
  } finally {
    await context.close()
    await close()
  }
}

/** Serves an emulator and logs its requests, with the preflights, which its own log leaves out. */
async function serve(throttle) {
  const emulator = createPassEmulator({ throttle })
  const log = []
  const handle = async (request, options) => {
    const at = performance.now()
    const response = await emulator.handle(request, options)
    const { pathname, search } = new URL(request.url)
    log.push({ at, method: request.method, path: pathname + search, status: response.status })
    return response
  }
  const { origin, close } = await servePassEmulator({ emulator: { ...emulator, handle } })
  return { log, origin, close, softwareStatement: await emulator.softwareStatement() }
}

/** Builds the page with dist/ and serves it on a free port of loopback. */
async function servePage() {
  const outDir = await mkdtemp(join(tmpdir(), 'throttle-'))
  const common = { configFile: false, root: here('page'), logLevel: 'error' }
  await build({
    ...common,
    resolve: { alias: { 'react-adobe-pass': here('../../dist/index.js') } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir, emptyOutDir: true },
  })
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const { port } = server.httpServer.address()
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
