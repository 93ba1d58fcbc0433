// `npm run bench:growth`: how cost grows with consumers, tabs and queued calls, in headless Chromium on
// a built page against the emulator over HTTP. Prints the slopes; writes bench/results/growth.json,
// growth.md and growth-*.svg.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { ensureTestTools } from '../scripts/install.mjs'
import { endOnSignals } from '../scripts/processes.mjs'
import { measureCalls, measureNeighbours } from './growth/calls.mjs'
import { measureConsumers, measureRenewals } from './growth/consumers.mjs'
import { openLab } from './growth/lab.mjs'
import { summarize } from './growth/series.mjs'
import { measureTabs } from './growth/tabs.mjs'

endOnSignals({ exitCode: 1 })
await ensureTestTools(['bench'])
// Imported dynamically: its dependencies are installed only now.
const { drawFigure, summaryOf, writeTables } = await import('./growth/report.mjs')

const SIZES = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000]
const DECADES = [1, 10, 100, 1_000, 10_000]
const TABS = [1, 3, 10, 30, 50]
const ROUNDS = 3

const started = performance.now()
const samples = {}
const constants = {}
const add = (all) => (what, n, value) => {
  all[what] ??= {}
  all[what][n] ??= []
  all[what][n].push(value)
}
const into = { record: add(samples), check: add(constants) }

const labs = await Promise.all([openLab(), openLab(), openLab({ isolated: false })])
const [lab, other, plain] = labs
try {
  await part('consumers', () => measureConsumers(lab, { sizes: SIZES, rounds: ROUNDS, ...into }))
  await part('tabs', () => measureTabs(plain, { sizes: TABS, rounds: ROUNDS, ...into }))
  // Both wait most of the time, and measure CPU time with the clocks of their threads.
  await part('renewals and calls', () =>
    Promise.all([
      measureRenewals(lab, { sizes: SIZES, fewer: DECADES, ...into }),
      measureCalls(other, { sizes: SIZES, rounds: ROUNDS, ...into }).then(() =>
        measureNeighbours(other, { calls: 1_000, sizes: [1, 2, 5, 10], rounds: ROUNDS, ...into }),
      ),
    ]),
  )
} finally {
  await Promise.all(labs.map(({ close }) => close()))
}

const figures = summarize(samples)
const checks = Object.entries(constants).map(([what, byN]) => ({
  what,
  sizes: Object.keys(byN).map(Number),
  values: [...new Set(Object.values(byN).flat())],
}))
const results = {
  at: new Date().toISOString(),
  chromium: lab.browser.version(),
  node: process.version,
  cores: availableParallelism(),
  seconds: Math.round((performance.now() - started) / 1_000),
  figures,
  checks,
}
const folder = new URL('results/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('growth.json', folder), `${JSON.stringify(results, null, 2)}\n`)
writeTables(new URL('growth.md', folder), results)
for (const figure of figures) {
  if (figure.chart !== false) drawFigure(new URL(`growth-${figure.name}.svg`, folder), figure)
}

console.log(`Chromium ${results.chromium}, ${results.cores} cores, ${results.seconds} s\n`)
for (const { what, sizes, values } of checks) {
  console.log(`${what.padEnd(52)}${values.join(', ')}  (${sizes.length} sizes)`)
}
for (const [series, cost, slope, last, verdict] of summaryOf(figures)) {
  if (!series) console.log(`\n${cost.padEnd(76)}slope   last decade`)
  else
    console.log(
      `  ${series.padEnd(34)}${cost.padEnd(40)}${slope.padEnd(8)}${last.padEnd(8)}${verdict}`,
    )
}

async function part(name, measure) {
  const before = performance.now()
  await measure()
  console.log(`${name}: ${Math.round((performance.now() - before) / 1_000)} s`)
}
