import {
  cachedToken,
  coldCalls,
  coldStart,
  createVisits,
  HOUR,
  heap,
  prepareExpired,
  renewal,
  tabsStart,
  warmStart,
} from './measure.mjs'
import { quartiles } from './quartiles.mjs'
import { servePages } from './servePages.mjs'
import { startServers } from './startServers.mjs'

/** ms that every answer of a server takes. */
const LATENCY = 50

/**
 * Measures the libraries side by side: each round has all of them, every time in another order, so that
 * a slow minute of the machine is nobody's alone.
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

async function measureRound(all, round, add) {
  // All of them first: what is measured last has then been expired for long.
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
    if (!cannot.warmStart) {
      const { fromMount, fromNavigation } = await warmStart(visits, context, { reloads: 8 })
      add(visits, { warmStart: fromMount, warmStartFromNavigation: fromNavigation })
    }
    if (!cannot.cachedToken)
      add(visits, {
        cachedToken: await cachedToken(visits, context, { batches: 40, batchTime: 4 }),
      })
    // What does not depend on the machine's mood needs no more than to be seen twice.
    if (round < 2) {
      const { kept, growth } = await heap(visits, context, { consumers: 1_000, lots: 12 })
      add(visits, { heapMounted: kept, heapGrowth: growth })
    }
    await context.close()
    if (round < 2) add(visits, { renders: await renewal(visits, { consumers: 100 }) })
  }
}

function summary(samples) {
  return mapValues(samples, quartiles)
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** Another one first every round, and every other round backwards. */
function inTurn(list, round) {
  const from = round % list.length
  const rotated = [...list.slice(from), ...list.slice(0, from)]
  return round % 2 === 0 ? rotated : rotated.toReversed()
}
