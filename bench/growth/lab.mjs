// What every part of the benchmark works with: a browser, a built page, an emulator over HTTP.
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/chromium.mjs'
import { startEmulator } from '../../scripts/emulator.mjs'
import { servePage } from '../../test/pages/app/servePage.mjs'

/** The server refuses nobody: what is measured is the client. Any port, for there are two. */
const OPEN = { port: 0, throttle: false }

// Without these two headers a page's clock ticks every 100 µs, with them every 5.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/**
 * Starts all three; `close` ends them. A page that is not `isolated` needs no process of its own for
 * each visit.
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
    /** The page's address, for a client of the emulator. */
    address: (options) => `${page.url}?${new URLSearchParams({ origin, statement, ...options })}`,
    /** Requests so far, by what they ask for. */
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

/** The ms that a tab's main thread has taken: `cpu` tells, in scripts and in all. */
export async function watchThread(tab) {
  const session = await tab.context().newCDPSession(tab)
  // The thread's own clock stands still while others have the processor.
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
    /** What `work` comes to, and the ms of the main thread that it and what follows it took. */
    async cpu(work) {
      await quiet(tab)
      const before = await cpu()
      const value = await work()
      await quiet(tab)
      const after = await cpu()
      return { value, script: after.script - before.script, task: after.task - before.task }
    },
    /** Bytes of the heap that are in use. */
    async heap() {
      // Twice: what the first one finalizes, the second one frees.
      for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    },
  }
}

/** A frame and an idle moment: React has rendered, and effects have run. */
const quiet = (tab) =>
  tab.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 }))
  })
