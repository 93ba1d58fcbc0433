// The measurements. Each measures one library in a separate browser profile.

export const HOUR = 3_600
/** A lifetime in s, and the ms until every library considers the token expired: some round to s. */
const SHORT = 2
const EXPIRED_AFTER = 3_100

/** ms after which consumers without a token end the benchmark. */
const PATIENCE = 60_000

/**
 * The functions with which every measurement of one library starts.
 *
 * @param {{ browser, pages, servers, library }} testbed
 */
export function createVisits({ browser, pages, servers, library }) {
  const server = servers[library.server]
  const redirectUri = pages.url(library.name)

  /** Creates a profile that has really signed in, with a token that lives `lifetime` seconds. */
  async function signIn(lifetime) {
    server.setTokenLifetime(lifetime)
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    const page = await open(context, { signIn: true })
    await allGot(page, 1)
    await page.close()
    return context
  }

  /**
   * Opens a page, and resolves once it has loaded and `until`, given the page, has resolved.
   *
   * @param options the options that page/main.jsx reads.
   */
  async function open(context, options, until) {
    const page = await context.newPage()
    await page.addInitScript(
      (options) => {
        window.options = options
      },
      { ...server.options, redirectUri, ...options },
    )
    await Promise.all([page.goto(redirectUri), until?.(page)])
    return page
  }

  return { library, server, signIn, open }
}

/** Creates a profile with a token that has expired at the time `at`. */
export async function prepareExpired({ signIn, server }) {
  const context = await signIn(SHORT)
  server.setTokenLifetime(HOUR)
  return { context, at: Date.now() + EXPIRED_AFTER }
}

/**
 * The ms until all consumers that mount with an expired token have a valid one, and the number of
 * token requests. `settled` is when the last request is answered, if `untilSettled` is set.
 */
export async function coldStart({ open }, { context, at }, { consumers, untilSettled }) {
  await reach(at)
  const requests = countTokenRequests(context)
  const page = await open(context, { consumers }, untilAllGot)
  const wall = await page.evaluate(() => window.bench.allAt - window.bench.startedAt)
  const tokenRequests = await requests.settled()
  const settled = untilSettled ? await lastAnswer(page, tokenRequests) : undefined
  return { wall, tokenRequests, settled }
}

/** The ms until simultaneous calls have a token, on a page whose token has expired. */
export async function coldCalls({ open, signIn, server }, { calls }) {
  const context = await signIn(SHORT)
  const page = await open(context, { handles: true })
  await page.waitForFunction(() => window.bench?.handles)
  await reach(Date.now() + EXPIRED_AFTER)
  server.setTokenLifetime(HOUR)
  const wall = await page.evaluate(async (calls) => {
    const { getToken } = window.bench.handles
    const start = performance.now()
    await Promise.all(Array.from({ length: calls }, () => getToken()))
    return performance.now() - start
  }, calls)
  await context.close()
  return wall
}

/** The number of token requests of several tabs that start at once with an expired token. */
export async function tabsStart({ open }, { context, at }, { tabs, consumers }) {
  const all = await Promise.all(
    Array.from({ length: tabs }, () => open(context, { consumers, wait: true })),
  )
  await reach(at)
  const requests = countTokenRequests(context)
  await Promise.all(all.map((page) => page.evaluate(() => window.bench.start())))
  await Promise.all(all.map((page) => allGot(page, consumers)))
  return requests.settled()
}

/** ms from mount and from navigation to the first authorized call, with a valid stored token. */
export async function warmStart({ open }, context, { reloads }) {
  // Ignore the first load, which compiles the scripts for the others.
  const page = await open(context, { caller: true }, untilCalled)
  const fromMount = []
  const fromNavigation = []
  for (let i = 0; i < reloads; i++) {
    await Promise.all([page.reload(), untilCalled(page)])
    const { startTime, startedAt } = await firstCall(page)
    fromMount.push(startTime - startedAt)
    fromNavigation.push(startTime)
  }
  await page.close()
  return { fromMount, fromNavigation }
}

/** ms from mount to the first authorized call in new tabs, with a valid stored token. */
export async function newTabs({ open }, context, { tabs }) {
  const fromMount = []
  for (let i = 0; i < tabs; i++) {
    const page = await open(context, { caller: true }, untilCalled)
    const { startTime, startedAt } = await firstCall(page)
    fromMount.push(startTime - startedAt)
    await page.close()
  }
  return fromMount
}

// Playwright's first look into a document runs a script that keeps the page busy for up to 30 ms. So
// nobody looks before what is measured is over.

/** Resolves when a page makes its first authorized call. */
export const untilCalled = (page) =>
  page.waitForRequest((request) => request.url().includes('/api/'))

/** Resolves when a page writes `text` to its console. */
export const untilLogged = (page, text) =>
  page.waitForEvent('console', {
    predicate: (message) => message.text() === text,
    timeout: PATIENCE,
  })

/** Resolves when all consumers of a page have their first token. */
const untilAllGot = (page) => untilLogged(page, 'all got')

/** When a page has made its first authorized call, and when it started, in ms. */
async function firstCall(page) {
  const call = await page.waitForFunction(
    () => performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/')),
    undefined,
    { polling: 20 },
  )
  return call.evaluate(({ startTime }) => ({ startTime, startedAt: window.bench.startedAt }))
}

/** The µs that a call for a valid token takes, in sequential awaited calls. */
export async function cachedToken({ open }, context, { batches, batchTime }) {
  const page = await open(context, { consumers: 1, handles: true })
  await allGot(page, 1)
  await still(page)
  const times = await page.evaluate(
    async ([batches, batchTime]) => {
      if (!crossOriginIsolated) throw new Error('The clock is too coarse')
      const { getToken } = window.bench.handles
      const run = async (calls) => {
        const start = performance.now()
        for (let i = 0; i < calls; i++) await getToken()
        const time = performance.now() - start
        await new Promise((resolve) => setTimeout(resolve))
        return time
      }
      // Doubling also warms up the code.
      let calls = 1
      while ((await run(calls)) < batchTime) calls *= 2
      const times = []
      for (let i = 0; i < batches; i++) times.push(((await run(calls)) * 1_000) / calls)
      return times
    },
    [batches, batchTime],
  )
  await page.close()
  return times
}

/** How often a consumer renders for a renewal. */
export async function renewal({ open, signIn, library, server }, { consumers }) {
  const context = await signIn(library.renewedAt ?? HOUR)
  const page = await open(context, { consumers, handles: true, watch: true })
  await allGot(page, consumers)
  await still(page)
  const before = await page.evaluate(() => window.bench.renders)
  await page.evaluate(() =>
    Promise.race([
      window.bench.handles.renew(),
      new Promise((_, reject) => setTimeout(() => reject(new Error('Not renewed')), 20_000)),
    ]),
  )
  await still(page)
  const after = await page.evaluate(() => window.bench.renders)
  server.setTokenLifetime(HOUR)
  await context.close()
  return (after - before) / consumers
}

/** The bytes that consumers use while mounted, and that each lot leaves after it is unmounted. */
export async function heap({ open }, context, { consumers, lots }) {
  const page = await open(context, { consumers: 1 })
  await allGot(page, 1)
  const protocol = await context.newCDPSession(page)
  const used = async () => {
    await still(page)
    for (let i = 0; i < 3; i++) await protocol.send('HeapProfiler.collectGarbage')
    return (await protocol.send('Runtime.getHeapUsage')).usedSize
  }
  const mount = (count) => page.evaluate((count) => window.bench.mount(count), count)
  const mountLots = async () => {
    await page.evaluate(
      async ([consumers, lots]) => {
        const { bench } = window
        const pause = () => new Promise((resolve) => setTimeout(resolve, 10))
        for (let lot = 0; lot < lots; lot++) {
          const wanted = bench.got + consumers
          bench.mount(consumers)
          while (bench.got < wanted) await pause()
          bench.mount(0)
          await pause()
        }
      },
      [consumers, lots],
    )
    return used()
  }

  await mount(0)
  // The first lots include one-time costs, such as compiled code and pools.
  const before = await mountLots()
  const after = await mountLots()
  const got = await page.evaluate(() => window.bench.got)
  await mount(consumers)
  await allGot(page, got + consumers)
  const mounted = await used()
  await page.close()
  return { kept: mounted - after, growth: (after - before) / lots }
}

/** Resolves once `wanted` consumers of the page have received their token. */
async function allGot(page, wanted) {
  try {
    await page.waitForFunction((wanted) => window.bench?.got >= wanted, wanted, {
      polling: 20,
      timeout: PATIENCE,
    })
  } catch (cause) {
    const seen = await page.evaluate(() => JSON.stringify(window.bench)).catch(() => 'gone')
    throw new Error(`${page.url()} waits for ${wanted} tokens: ${seen}`, { cause })
  }
}

/** Resolves once nothing has rendered for a while. */
async function still(page) {
  await page.evaluate(async () => {
    for (let before = -1; before !== window.bench.renders; ) {
      before = window.bench.renders
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  })
}

/** Counts requests when the page makes them, not when the browser sends them. */
function countTokenRequests(context) {
  let count = 0
  const isToken = (request) =>
    request.method() === 'POST' && new URL(request.url()).pathname.endsWith('/token')
  context.on('request', (request) => {
    if (isToken(request)) count++
  })
  return {
    async settled() {
      for (let before = -1; before !== count; ) {
        before = count
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      return count
    },
  }
}

/** The ms from the start of the page until its last token request is answered. */
async function lastAnswer(page, count) {
  const ends = await page.waitForFunction(
    (count) => {
      const ends = performance
        .getEntriesByType('resource')
        .filter(
          ({ name, responseEnd }) => new URL(name).pathname.endsWith('/token') && responseEnd > 0,
        )
        .map(({ responseEnd }) => responseEnd)
      return ends.length >= Math.max(count, 1) && Math.max(...ends) - window.bench.startedAt
    },
    count,
    { polling: 500, timeout: 180_000 },
  )
  return ends.jsonValue()
}

function reach(at) {
  return new Promise((resolve) => setTimeout(resolve, at - Date.now()))
}
