// b. Tabs of one browser that open the page at the same moment, on a first visit.
import { watchThread } from './lab.mjs'

const WAYS = {
  'do nothing': { kind: 'nothing' },
  'with Web Locks': { kind: 'usePassQuery' },
  'without Web Locks': { kind: 'usePassQuery', locks: 'none' },
}

/** `record(series, n, value)` gets each measurement, `check(what, n, value)` each constant. */
export async function measureTabs(lab, { sizes, rounds, record, check }) {
  const context = await lab.browser.newContext()
  try {
    await context.addInitScript(prepare)
    const tabs = []
    for (const n of sizes) {
      while (tabs.length < n) tabs.push(await context.newPage())
      // The first page of a new tab has a cost of its own in the browser: exclude it.
      await opened(tabs)
      for (let round = 0; round < rounds; round++) {
        const ways = Object.keys(WAYS)
        for (let i = 0; i < ways.length; i++) {
          const way = ways[(round + i) % ways.length]
          measure(n, way, await opened(tabs, WAYS[way]))
        }
      }
    }
  } finally {
    await context.close()
  }

  /** Opens the page in all tabs at once. Resolves with the measurements of each tab. */
  async function opened(tabs, options = WAYS['do nothing']) {
    await Promise.all(tabs.map((tab) => tab.goto('about:blank')))
    lab.emulator.reset()
    const session = await context.newCDPSession(tabs[0])
    const address = lab.address(options)
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(address).origin,
      storageTypes: 'all',
    })
    await session.detach()
    return Promise.all(
      tabs.map(async (tab) => {
        const { session, cpu } = await watchThread(tab)
        await tab.goto(address)
        const seen = await tab.evaluate(async () => ({
          ready: await window.growth.ready,
          opened: performance.timeOrigin,
          storage: window.storageOperations,
          locks: navigator.locks !== undefined,
        }))
        const { script } = await cpu()
        await session.detach()
        return { ...seen, script }
      }),
    )
  }

  function measure(n, way, seen) {
    const sum = (of) => seen.reduce((total, one) => total + of(one), 0)
    const last = Math.max(...seen.map(({ ready }) => ready))
    record(`tabs, ${way}: ms`, n, last - Math.min(...seen.map(({ opened }) => opened)))
    record(
      `tabs, ${way}: script`,
      n,
      sum(({ script }) => script),
    )
    if (WAYS[way].kind === 'nothing') return
    if (seen.some(({ locks }) => locks === (WAYS[way].locks === 'none'))) {
      throw new Error('Web Locks are not as they should be')
    }
    const { registrations, tokens } = lab.requests()
    check(`tabs, ${way}: registrations`, n, registrations)
    check(`tabs, ${way}: token requests`, n, tokens)
    record(
      `tabs, ${way}: storage operations`,
      n,
      sum(({ storage }) => storage),
    )
  }
}

/** Runs in each page before its scripts. Counts IndexedDB operations, and may remove Web Locks. */
function prepare() {
  window.storageOperations = 0
  for (const name of ['get', 'put', 'delete']) {
    const original = IDBObjectStore.prototype[name]
    IDBObjectStore.prototype[name] = function (...given) {
      window.storageOperations++
      return original.apply(this, given)
    }
  }
  if (location.search.includes('locks=none')) {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
  }
}
