// `npm test`: everything that CI runs, each step reported as it ends, two at a time.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureChromium, ensureInstalled } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stepTimeout = 10 * 60_000

ensureInstalled()
await ensureChromium()

const reports = mkdtempSync(join(tmpdir(), 'react-adobe-pass-test-'))

// Two lanes for two cores, each with about half of the time. What needs dist/ comes after the build.
const lanes = [
  [
    check('build', 'node scripts/build.mjs'),
    check('size', 'node scripts/size.mjs'),
    check('package', 'node scripts/check-package.mjs'),
    check('types', 'tsc -p tsconfig.json'),
    check('lint', 'npm run --silent lint'),
    check('format', 'biome check .'),
    check('unused', 'knip'),
    tests('unit'),
    tests('simulation'),
    tests('compat'),
    tests('compat-server'),
  ],
  [tests('browser'), tests('stories'), tests('pages'), tests('journey'), tests('node')],
]

const running = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const stop of running) stop('SIGTERM')
    rmSync(reports, { recursive: true, force: true })
    process.exit(1)
  })
}

const started = performance.now()
const results = (await Promise.all(lanes.map(runLane))).flat()
rmSync(reports, { recursive: true, force: true })

const sum = (counts) => counts.reduce((total, count) => total + count, 0)
const noTests = sum(results.map(({ tests }) => tests)) === 0
if (noTests) console.log('There is not a single test.')
const passed = sum(results.map((result) => result.passed))
const failed = sum(results.map((result) => result.failed)) + (noTests ? 1 : 0)
console.log(`${seconds(started)} in all\n\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function check(name, command) {
  return { name, command }
}

function tests(project) {
  const report = join(reports, `${project}.json`)
  const reporters = `--reporter=default --reporter=json --outputFile.json=${report}`
  return {
    name: project,
    report,
    command: `vitest run --project ${project} --passWithNoTests ${reporters}`,
  }
}

async function runLane(steps) {
  const outcomes = []
  for (const step of steps) {
    const begun = performance.now()
    const { ok, output } = await run(step.command)
    const outcome = count(step, ok)
    console.log(
      `${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${seconds(begun).padStart(7)}` +
        (step.report ? `  ${outcome.passed} passed, ${outcome.failed} failed` : ''),
    )
    const [figures] = output.match(/^simulated: .*$/m) ?? []
    if (figures) console.log(`       ${figures}`)
    if (!ok) console.log(`\n${output}\n`)
    outcomes.push(outcome)
  }
  return outcomes
}

/** Runs a shell command in a process group of its own, so that a hanging step ends with its children. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env: environment(), shell: true, detached: true })
    const stop = (signal) => process.kill(-Number(child.pid), signal)
    running.add(stop)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    const timer = setTimeout(() => {
      output += `\nstopped after ${stepTimeout / 60_000} minutes`
      stop('SIGKILL')
    }, stepTimeout)
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(stop)
      resolve({ ok: code === 0, output })
    })
  })
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

/** Tests never see a real service: what VITE_PASS_* says stays outside. */
function environment() {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('VITE_PASS_'))
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return { ...Object.fromEntries(env), PATH: path, CI: '1', NO_COLOR: '1' }
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
