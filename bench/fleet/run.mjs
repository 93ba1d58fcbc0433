// `npm run bench:fleet`: a million browsers at the token endpoint, event by event in virtual time, with
// the client's own policies and with what it did before. Prints the tables, puts them into
// docs/fleet.md, and writes the figures to bench/results/fleet.json and the charts beside the document.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureInstalled } from '../../scripts/install.mjs'

const BROWSERS = 1_000_000

await ensureInstalled(['bench'])
// Imported dynamically: their dependencies are installed only now.
const { build } = await import('vite')
const { drawFleet } = await import('./charts.mjs')

const started = performance.now()
const { measure, promised, beyond, quietRun, simulateFleet, tuned, untuned } = await load()

let last
const results = [promised, beyond].map((scenarios) =>
  scenarios.map((scenario) => {
    const play = (policies) => {
      const run = quietRun(scenario, policies, BROWSERS)
      // On a quiet day nothing fails, so only the renewal margin applies, and both have the same.
      const key = `${run.fleet} ${run.horizon}`
      if (last?.key !== key) last = { key, figures: simulateFleet(run) }
      const quiet = last.figures
      const steady = scenario.from === scenario.to
      const figures = steady ? quiet : simulateFleet({ ...run, ...scenario.change })
      return { figures, result: measure(scenario, quiet, figures) }
    }
    const after = play(tuned)
    const before = scenario.change.answer ? play(untuned) : after
    drawFleet(scenario, before.figures, after)
    console.log(`${seconds()} s  ${scenario.name}`)
    return { name: scenario.name, before: before.result, after: after.result }
  }),
)

const tables = results.map(table)
for (const text of tables) console.log(`\n${text}`)
console.log(`\n${seconds()} s, ${Math.round(process.resourceUsage().maxRSS / 1_000)} MB at most`)

const doc = new URL('../../docs/fleet.md', import.meta.url)
const marks = ['promised', 'beyond']
writeFileSync(
  doc,
  marks.reduce(
    (text, mark, i) =>
      text.replace(
        new RegExp(`(<!-- ${mark} -->\n)[^]*?(\n<!-- /${mark} -->)`),
        (_, open, close) => `${open}\n${tables[i]}\n${close}`,
      ),
    readFileSync(doc, 'utf8'),
  ),
)
const folder = new URL('../results/', import.meta.url)
mkdirSync(folder, { recursive: true })
const [inside, outside] = results
const json = { browsers: BROWSERS, node: process.version, promised: inside, beyond: outside }
writeFileSync(
  new URL('fleet.json', folder),
  `${JSON.stringify(json, (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 2)}\n`,
)

/** Builds the simulation from TypeScript, with the client in src/. */
async function load() {
  const folder = mkdtempSync(join(tmpdir(), 'react-adobe-pass-fleet-'))
  await build({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'bench/fleet/fleet.ts',
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'fleet.mjs' } },
    },
  })
  try {
    return await import(pathToFileURL(join(folder, 'fleet.mjs')).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function table(rows) {
  const head =
    '| scenario | usual/s | mean/s | peak/s before | after | peak ÷ mean before | after | in 10 s | recovered, s | tries × before | after | signed out before | after |'
  return [
    head,
    head.replace(/[^|]+/g, '---'),
    ...rows.map(({ name, before, after }) => {
      const cells = [
        name,
        round(after.usual),
        round(after.mean),
        round(before.peak),
        round(after.peak),
        before.ratio.toFixed(1),
        `**${after.ratio.toFixed(1)}**`,
        after.ratio10.toFixed(1),
        after.all ? `${before.most} → ${after.most}` : '–',
        before.amplification.toFixed(1),
        after.amplification.toFixed(1),
        round(before.replaced),
        round(after.replaced),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ].join('\n')
}

function round(value) {
  return Math.round(value).toLocaleString('en')
}

function seconds() {
  return Math.round((performance.now() - started) / 1_000)
}
