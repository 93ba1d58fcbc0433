// The parts that every benchmark uses: a browser, a built page, and an emulator over HTTP.
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/chromium.mjs'
import { startEmulator } from '../../scripts/emulator.mjs'
import { servePage } from '../../test/pages/app/servePage.mjs'

/** The server does not throttle: this measures the client. Any port, because there are two. */
const OPEN = { port: 0, throttle: false }

// Without these two headers, a page's clock ticks every 100 µs; with them, every 5 µs.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/**
 * Starts all three; `close` stops them. A page that is not `isolated` does not need a separate
 * process for each visit.
 */
export async function openLab({ isolated = true } = {}) {
  const [browser, page, { emulator, origin, close }] = await Promise.all([
    launchOptions().then((options) => chromium.launch(options)),
    servePage({ page: 'growth', headers: isolated ? isolation : {} }),
    startEmulator(OPEN),
  ])
  const statement = await emulator.softwareStatement()
  return {
    browser,
    emulator,
    /** The page's URL, for a client of the emulator. */
    address: (options) => `${page.url}?${new URLSearchParams({ origin, statement, ...options })}`,
    /** The number of requests so far, by kind. */
    requests: () => {
      const count = (path) => emulator.log.filter(({ url }) => url.endsWith(path)).length
      return { registrations: count('/o/client/register'), tokens: count('/o/client/token') }
    },
    close: () => Promise.all([browser.close(), page.close(), close()]),
  }
}

/** Opens the page as a first visit would, lets `measure` work in it, and closes it. */
export async function visit(lab, measure, options = {}) {
  lab.emulator.reset()
  const context = await lab.browser.newContext()
  try {
    const tab = await context.newPage()
    await tab.goto(lab.address(options))
    return await measure(tab, await openMeter(tab))
  } finally {
    await context.close()
  }
}

/** Measures the CPU time of a tab's main thread: `cpu` returns the ms in scripts and in total. */
export async function watchThread(tab) {
  const session = await tab.context().newCDPSession(tab)
  // The thread's own clock stops while other threads use the processor.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpu = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const seconds = (wanted) => metrics.find(({ name }) => name === wanted).value
    return { script: seconds('ScriptDuration') * 1_000, task: seconds('TaskDuration') * 1_000 }
  }
  return { session, cpu }
}

/** Measures a tab's main thread and heap. */
async function openMeter(tab) {
  const { session, cpu } = await watchThread(tab)
  return {
    /** The result of `work`, and the CPU ms of the main thread, including the work that follows. */
    async cpu(work) {
      await quiet(tab)
      const before = await cpu()
      const value = await work()
      await quiet(tab)
      const after = await cpu()
      return { value, script: after.script - before.script, task: after.task - before.task }
    },
    /** The used bytes of the heap. */
    async heap() {
      // Twice: the second collection frees what the first one finalized.
      for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    },
  }
}

/** Waits for a frame and an idle callback: then React has rendered, and effects have run. */
const quiet = (tab) =>
  tab.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 }))
  })
