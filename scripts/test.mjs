// `npm test`: everything that CI runs, each step reported as it ends, and last where the time went.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { ensureTestTools } from './install.mjs'
import { run, seconds } from './run.mjs'

const started = performance.now()
await ensureTestTools()
const installed = performance.now() - started

const reports = mkdtempSync(join(tmpdir(), 'react-adobe-pass-test-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

// The longest first, so that none of them is left over at the end.
const steps = [
  check('build', 'node scripts/build.mjs'),
  tests('stories', { shard: 1 }),
  tests('stories', { shard: 2 }),
  tests('journey'),
  tests('pages'),
  tests('unit', { needs: 'build' }),
  tests('browser'),
  tests('compat'),
  tests('simulation'),
  check('package', 'node scripts/check-package.mjs', { needs: 'build' }),
  tests('node'),
  check('lint', 'npm run --silent lint'),
  check('unused', 'knip'),
  check('size', 'node scripts/size.mjs', { needs: 'build' }),
  check('api', 'node scripts/api.mjs --check', { needs: 'build' }),
  tests('compat-server'),
  check('types', 'tsc -p tsconfig.json'),
  check('format', 'biome check .'),
]
// Browsers wait for timers half of the time, so there are two steps for each core.
const lanes = 2 * availableParallelism()

/** The first step; those that need it wait for it. */
let build
const results = (await Promise.all(Array.from({ length: lanes }, runLane))).flat()

const sum = (counts) => counts.reduce((total, count) => total + count, 0)
const noTests = sum(results.map(({ tests }) => tests)) === 0
if (noTests) console.log('There is not a single test.')
const passed = sum(results.map((result) => result.passed))
const failed = sum(results.map((result) => result.failed)) + (noTests ? 1 : 0)
const times = results
  .toSorted((a, b) => b.ms - a.ms)
  .map(({ name, ms }) => `${name} ${Math.round(ms / 1000)}`)
console.log(
  `\n${seconds(performance.now() - started)} in all: install ${seconds(installed)}; seconds: ${times.join(', ')}`,
)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function check(name, command, { needs } = {}) {
  return { name, command, needs }
}

function tests(project, { shard, needs } = {}) {
  const name = shard ? `${project} ${shard}/2` : project
  const report = join(reports, `${name.replace(/\W/g, '-')}.json`)
  const command = [
    `vitest run --project ${project} --passWithNoTests`,
    `--reporter=default --reporter=json --outputFile.json=${report}`,
    ...(shard ? [`--shard=${shard}/2`] : []),
  ].join(' ')
  return { name, command, report, needs, env: shard ? { SHARD: String(shard) } : {} }
}

async function runLane() {
  const done = []
  for (let step = steps.shift(); step; step = steps.shift()) {
    if (step.needs === 'build') await build
    const running = runStep(step)
    build ??= running
    done.push(await running)
  }
  return done
}

async function runStep(step) {
  const { ok, output, ms } = await run(step.command, step.env)
  const outcome = { name: step.name, ms, ...count(step, ok) }
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${seconds(ms).padStart(7)}` +
      (step.report ? `  ${outcome.passed} passed, ${outcome.failed} failed` : ''),
  )
  for (const figures of output.match(/^simulated: .*$/gm) ?? []) console.log(`       ${figures}`)
  if (!ok) console.log(`\n${output}\n`)
  return outcome
}

/** A check counts as one; a Vitest step by its tests, and by one more when it fails outside of a test. */
function count({ report }, ok) {
  if (!report) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, tests: 0 }
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : {}
  const failedOutside = !ok && numFailedTests === 0 ? 1 : 0
  return {
    passed: numPassedTests,
    failed: numFailedTests + failedOutside,
    tests: numPassedTests + numFailedTests,
  }
}
