// b. Tabs of one browser that open the page at the same moment, on a first visit.
const WAYS = {
  'do nothing': { kind: 'nothing' },
  'with Web Locks': { kind: 'usePassQuery' },
  'without Web Locks': { kind: 'usePassQuery', locks: 'none' },
}

/** `record(series, n, value)` takes each measurement; `check(what, n, value)` what must not vary. */
export async function measureTabs(lab, { sizes, rounds, record, check }) {
  const context = await lab.browser.newContext()
  try {
    await context.addInitScript(prepare)
    const tabs = []
    for (const n of sizes) {
      while (tabs.length < n) tabs.push(await context.newPage())
      for (let round = 0; round < rounds; round++) {
        for (const [way, options] of Object.entries(WAYS)) await opened(tabs, n, way, options)
      }
    }
  } finally {
    await context.close()
  }

  async function opened(tabs, n, way, options) {
    await Promise.all(tabs.map((tab) => tab.goto('about:blank')))
    lab.emulator.reset()
    const session = await context.newCDPSession(tabs[0])
    const address = lab.address(options)
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(address).origin,
      storageTypes: 'all',
    })
    await session.detach()
    const seen = await Promise.all(
      tabs.map(async (tab) => {
        await tab.goto(address)
        return tab.evaluate(async () => ({
          ready: await window.growth.ready,
          opened: performance.timeOrigin,
          storage: window.storageOperations,
          locks: navigator.locks !== undefined,
        }))
      }),
    )
    const most = (of) => Math.max(...seen.map(of))
    record(
      `tabs, ${way}: ms`,
      n,
      most(({ ready }) => ready) - Math.min(...seen.map(({ opened }) => opened)),
    )
    if (options.kind === 'nothing') return
    if (seen.some(({ locks }) => locks === (options.locks === 'none'))) {
      throw new Error('Web Locks are not as they should be')
    }
    const { registrations, tokens } = lab.requests()
    check(`tabs, ${way}: registrations`, n, registrations)
    check(`tabs, ${way}: token requests`, n, tokens)
    const operations = seen.reduce((sum, { storage }) => sum + storage, 0)
    record(`tabs, ${way}: storage operations`, n, operations)
  }
}

/** In each page before its own scripts: counts what goes to IndexedDB, and takes the locks away. */
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
