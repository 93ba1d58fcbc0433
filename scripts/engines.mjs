// `npm run test:engines`: the tests of the browser in Firefox and in WebKit; `-- firefox` for one of them.
// Vitest cannot drive these two, so it only opens an address in an engine that runs already.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, installFromDebian } from './install.mjs'
import { findOnPath } from './path.mjs'
import { endOnSignals, startChild } from './processes.mjs'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const runTimeout = 10 * 60_000

/** ms. The pause that a page takes after a 429 is longer. */
const LONGEST_DELAY = 900

/** What each engine needs on the PATH: any one of the commands, and Debian's package that has it. */
const engines = {
  firefox: {
    needs: { browser: { commands: ['firefox-esr', 'firefox'], debian: 'firefox-esr' } },
    open: async (paths) => (await import('../test/engines/firefox.js')).openFirefox(paths),
  },
  webkit: {
    needs: {
      driver: { commands: ['WebKitWebDriver'], debian: 'webkit2gtk-driver' },
      screen: { commands: ['Xvfb'], debian: 'xvfb' },
    },
    open: async (paths) => (await import('../test/engines/webkit.js')).openWebKit(paths),
  },
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(engines)
const unknown = wanted.filter((name) => !Object.hasOwn(engines, name))
if (unknown.length > 0) {
  console.error(
    `No such engine: ${unknown.join(', ')}. There are ${Object.keys(engines).join(', ')}.`,
  )
  process.exit(1)
}

// What has been started ends with this process.
endOnSignals({ exitCode: 1 })

await ensureInstalled(['test/engines'])
execFileSync(process.execPath, [here('scripts/build.mjs')], { stdio: 'inherit' })
const { delayAfterLeaving } = await import('../test/engines/leaving.js')
const absent = wanted.flatMap(missing)
if (absent.length > 0) {
  console.log(
    `Not found: ${absent.map(({ commands }) => commands[0]).join(', ')}; trying to install`,
  )
  await installFromDebian(...absent.map(({ debian }) => debian))
}

const reports = mkdtempSync(join(tmpdir(), 'react-adobe-pass-engines-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))
for (const name of wanted) {
  if (!(await test(name))) process.exitCode = 1
}
// WebKit's driver and screen would go on otherwise.
process.exit()

/** Runs the tests in one engine and prints how it went; resolves with whether all have passed. */
async function test(name) {
  const label = name.padEnd(8)
  const lacking = missing(name)
  if (lacking.length > 0) {
    for (const { commands, debian } of lacking)
      console.log(
        `FAILED ${label} no ${commands.join(' or ')} (Debian: apt-get install -y ${debian})`,
      )
    return false
  }
  const started = performance.now()
  const engine = await engines[name].open(found(name))
  const report = join(reports, `${name}.json`)
  const { code, output } = await vitest(`engines (${name})`, report, engine.goto)
  const delay = Math.round(await delayAfterLeaving(engine.goto))
  await engine.close()

  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
  } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  const isPassed = code === 0 && numPassedTests > 0
  const failed = numFailedTests + (!isPassed && numFailedTests === 0 ? 1 : 0)
  const ok = isPassed && delay < LONGEST_DELAY
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${label} ${engine.version}  ${numPassedTests} passed, ${failed} failed` +
      `${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}, ${seconds} s; ` +
      `${delay} ms from a page that is left during a call to the call of the next one`,
  )
  if (!ok) console.log(`\n${output}\n`)
  return ok
}

/** One run of Vitest, whose browser is `goto`. */
async function vitest(project, report, goto) {
  let output = ''
  const server = createServer(async (request, response) => {
    response.end()
    await goto(await text(request)).catch((error) => {
      output += `\n${error}\n`
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const child = startChild(
    process.execPath,
    [
      here('node_modules/vitest/vitest.mjs'),
      ...['run', '--project', project, '--reporter=default', '--reporter=json'],
      `--outputFile.json=${report}`,
    ],
    {
      cwd: here('.'),
      env: {
        ...process.env,
        NO_COLOR: '1',
        BROWSER: here('test/engines/open.js'),
        ENGINE_ADDRESS: `http://127.0.0.1:${server.address().port}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: runTimeout,
    },
  )
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
    })
  const [code] = await once(child, 'close')
  server.close()
  return { code, output }
}

/** Where the commands of an engine are, by what they are for. */
function found(name) {
  const { needs } = engines[name]
  return Object.fromEntries(
    Object.entries(needs).map(([purpose, { commands }]) => [purpose, findOnPath(...commands)]),
  )
}

function missing(name) {
  return Object.values(engines[name].needs).filter(({ commands }) => !findOnPath(...commands))
}
