import {
  cachedToken,
  coldCalls,
  coldStart,
  createVisits,
  HOUR,
  heap,
  newTabs,
  prepareExpired,
  renewal,
  tabsStart,
  warmStart,
} from './measure.mjs'
import { quartiles } from './quartiles.mjs'
import { servePages } from './servePages.mjs'
import { startServers } from './startServers.mjs'

/** The ms before every answer of a server. */
const LATENCY = 50

/**
 * Measures the libraries side by side. Each round measures all of them in a different order, so
 * that a slow minute of the machine does not affect only one library.
 *
 * @param {{ browser: import('playwright-core').Browser, libraries: object[], rounds: number }} options
 * @returns by name of the library, medians and quartiles of all rounds; null where `cannot` says why.
 */
export async function compare({ browser, libraries, rounds }) {
  const pages = await servePages(libraries.map(({ name }) => name))
  const { servers, close } = await startServers({ latency: LATENCY })
  const all = libraries.map((library) => createVisits({ browser, pages, servers, library }))
  const samples = Object.fromEntries(libraries.map(({ name }) => [name, {}]))
  try {
    for (let round = 0; round < rounds; round++) {
      console.error(`Round ${round + 1} of ${rounds}`)
      await measureRound(inTurn(all, round), round, add)
    }
  } finally {
    await Promise.all([pages.close(), close()])
  }
  return Object.fromEntries(
    libraries.map(({ name, cannot = {} }) => [
      name,
      { ...summary(samples[name]), ...mapValues(cannot, () => null) },
    ]),
  )

  function add({ library }, measured) {
    for (const [what, value] of Object.entries(measured))
      if (value !== undefined) (samples[library.name][what] ??= []).push(...[value].flat())
  }
}

async function measureRound(visitors, round, add) {
  for (const visits of visitors)
    if (!visits.library.cannot?.warmStart) await measureWarmStart(visits, add)
  const all = visitors.filter(({ library }) => !library.isFloor)

  // Prepare all of them first, so that most tokens have expired when their turn comes.
  const expired = new Map()
  for (const visits of all)
    expired.set(visits, [await prepareExpired(visits), await prepareExpired(visits)])

  for (const visits of all) {
    const [one] = expired.get(visits)
    const { wall, tokenRequests, settled } = await coldStart(visits, one, {
      consumers: 1_000,
      untilSettled: round === 0,
    })
    add(visits, { coldStart: wall, coldStartSettled: settled, requests1000: tokenRequests })
    await one.context.close()
  }
  for (const visits of all) {
    const [, five] = expired.get(visits)
    add(visits, { requests5Tabs: await tabsStart(visits, five, { tabs: 5, consumers: 100 }) })
    await five.context.close()
  }
  for (const visits of all) {
    const {
      library: { cannot = {} },
    } = visits
    if (!cannot.coldCalls) add(visits, { coldCalls: await coldCalls(visits, { calls: 1_000 }) })
    const context = await visits.signIn(HOUR)
    if (!cannot.cachedToken)
      add(visits, {
        cachedToken: await cachedToken(visits, context, { batches: 40, batchTime: 4 }),
      })
    // Two rounds are enough for figures that do not depend on the speed of the machine.
    if (round < 2) {
      const { kept, growth } = await heap(visits, context, { consumers: 1_000, lots: 12 })
      add(visits, { heapMounted: kept, heapGrowth: growth })
    }
    await context.close()
    if (round < 2) add(visits, { renders: await renewal(visits, { consumers: 100 }) })
  }
}

async function measureWarmStart(visits, add) {
  const context = await visits.signIn(HOUR)
  const { fromMount, fromNavigation } = await warmStart(visits, context, { reloads: 8 })
  const newTab = await newTabs(visits, context, { tabs: 4 })
  add(visits, {
    warmStart: fromMount,
    warmStartFromNavigation: fromNavigation,
    warmStartNewTab: newTab,
  })
  await context.close()
}

function summary(samples) {
  return mapValues(samples, quartiles)
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** Starts with another library in each round, and reverses the order in every other round. */
function inTurn(list, round) {
  const from = round % list.length
  const rotated = [...list.slice(from), ...list.slice(0, from)]
  return round % 2 === 0 ? rotated : rotated.toReversed()
}
