// `npm run bench:visit`: the first visit over a link of 50 ms, in headless Chromium. Prints medians
// and quartiles, writes them to bench/results/visit.json, and puts the medians into docs/costs.md.
//
//   npm run bench:visit -- --rounds 3 --only react-adobe-pass,auth0
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureTestTools } from '../scripts/install.mjs'
import { endOnSignals } from '../scripts/processes.mjs'

const { values: asked } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string' } },
})
const rounds = Number(asked.rounds)

endOnSignals({ exitCode: 1 })
await ensureTestTools(['bench'])
const build = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))
execFileSync(process.execPath, [build], { stdio: 'inherit' })

// Imported dynamically: their dependencies are installed only now.
const { chromium } = await import('playwright-core')
const { launchOptions } = await import('../scripts/chromium.mjs')
const { firstVisit } = await import('./firstVisit.mjs')
const { libraries } = await import('./libraries.mjs')
const { quoteInCosts } = await import('./costsTable.mjs')
const { quartiles } = await import('./quartiles.mjs')
const { digits } = await import('./rows.mjs')
const { servePages } = await import('./servePages.mjs')
const { startServers } = await import('./startServers.mjs')

const only = asked.only?.split(',') ?? libraries.map(({ name }) => name)
const chosen = libraries.filter(
  ({ name, cannot = {} }) => only.includes(name) && !cannot.firstVisit,
)
const visits = chosen.flatMap((library) => [
  { library, way: 'asIs', keys: { visit: 'firstVisit' } },
  { library, way: 'linked', keys: { visit: 'firstVisitLinked' } },
])
const ours = visits.filter(({ library }) => library.name === 'react-adobe-pass')
if (ours.length > 0) {
  visits.push({ ...ours[0], way: 'unlinked', keys: { visit: 'firstVisitUnlinked' } })
  for (const visit of [...ours, visits.at(-1)])
    visit.keys.calls = visit.keys.visit.replace('Visit', 'Calls')
}

const startedAt = new Date()
const pages = await servePages(chosen.map(({ name }) => name))
const { servers, close } = await startServers({ latency: 0 })
const options = await launchOptions()
const context = await chromium.launchPersistentContext('', {
  ...options,
  // An option of the context would not hold for connections that are opened in advance.
  args: [...options.args, '--ignore-certificate-errors'],
})
const samples = Object.fromEntries(chosen.map(({ name }) => [name, {}]))
try {
  // The first round warms up, and does not count.
  for (let round = 0; round <= rounds; round++) {
    console.error(round ? `Round ${round} of ${rounds}` : 'Warming up')
    for (const { library, way, keys } of inTurn(visits, round)) {
      const took = await firstVisit({ context, pages, servers, library, way })
      if (round === 0) continue
      for (const [what, key] of Object.entries(keys))
        (samples[library.name][key] ??= []).push(took[what])
    }
  }
  const results = {
    at: startedAt.toISOString(),
    chromium: context.browser().version(),
    node: process.version,
    cores: availableParallelism(),
    load: Number(loadavg()[1].toFixed(1)),
    rounds,
    libraries: Object.fromEntries(
      Object.entries(samples).map(([name, found]) => [
        name,
        Object.fromEntries(Object.entries(found).map(([key, times]) => [key, quartiles(times)])),
      ]),
    ),
  }
  if (!asked.only) {
    const folder = new URL('results/', import.meta.url)
    writeFileSync(new URL('visit.json', folder), `${JSON.stringify(results, null, 2)}\n`)
    quoteInCosts(JSON.parse(readFileSync(new URL('latest.json', folder), 'utf8')))
  }
  console.table(shown(results.libraries))
} finally {
  await Promise.all([context.close(), pages.close(), close()])
}

/** The figures in ms, as `median (lower to upper)`. */
function shown(libraries) {
  return Object.entries(libraries).flatMap(([name, figures]) =>
    Object.entries(figures).map(([key, { median, lower, upper }]) => ({
      name,
      key,
      ms: `${digits(median)} (${digits(lower)} to ${digits(upper)})`,
    })),
  )
}

/** Starts with another visit in each round. */
function inTurn(list, round) {
  const from = round % list.length
  return [...list.slice(from), ...list.slice(0, from)]
}
