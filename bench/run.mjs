// `npm run bench`: react-adobe-pass side by side with other ways to hold a bearer token in a React app,
// in headless Chromium. Prints a table, writes it with its figures and a chart to bench/results/, and
// puts the medians into docs/costs.md.
//
//   npm run bench -- --rounds 3 --only react-adobe-pass,auth0
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureTestTools } from '../scripts/install.mjs'
import { endOnSignals } from '../scripts/processes.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const { values: asked } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
})

endOnSignals({ exitCode: 1 })
await ensureTestTools(['bench'])
execFileSync(process.execPath, [here('../scripts/build.mjs')], { stdio: 'inherit' })

// Imported dynamically: their dependencies are installed only now.
const { chromium } = await import('playwright-core')
const { launchOptions } = await import('../scripts/chromium.mjs')
const { bundleSize } = await import('./bundleSize.mjs')
const { compare } = await import('./compare.mjs')
const { comparisonChart } = await import('./comparisonChart.mjs')
const { libraries } = await import('./libraries.mjs')
const { measureOwnFigures } = await import('./ownFigures.mjs')
const { quoteInCosts } = await import('./costsTable.mjs')
const { table } = await import('./table.mjs')

const only = asked.only?.split(',') ?? libraries.map(({ name }) => name)
const chosen = libraries.filter(({ name }) => only.includes(name))
if (chosen.length < new Set(only).size)
  throw new Error(`--only takes ${libraries.map(({ name }) => name).join(', ')}`)

const startedAt = Date.now()
const browser = await chromium.launch(await launchOptions())
try {
  const compared = await compare({ browser, libraries: chosen, rounds: Number(asked.rounds) })
  const results = {
    at: new Date(startedAt).toISOString(),
    chromium: browser.version(),
    node: process.version,
    cores: availableParallelism(),
    rounds: Number(asked.rounds),
    libraries: {},
    own: await measureOwnFigures(browser),
  }
  for (const { name, packages, cannot = {} } of chosen)
    results.libraries[name] = {
      versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
      size: await bundleSize(name),
      ...compared[name],
      ...(Object.keys(cannot).length > 0 && { cannot }),
    }
  results.seconds = Math.round((Date.now() - startedAt) / 1_000)

  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('latest.json', folder), `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(new URL('table.md', folder), table(results))
  comparisonChart(new URL('comparison.svg', folder), results)
  if (!asked.only) quoteInCosts(results)
  console.log(table(results))
} finally {
  await browser.close()
}

function versionOf(name) {
  const file =
    name === 'react-adobe-pass'
      ? here('../package.json')
      : here(`node_modules/${name}/package.json`)
  return JSON.parse(readFileSync(file, 'utf8')).version
}
