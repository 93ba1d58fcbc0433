// `npm run bench:throttle`: 100 simultaneous calls on a first visit, under each reading of Adobe's token
// bucket, from one tab and from four. First in virtual time, then in headless Chromium against the
// emulator over HTTP, which takes as long as the slowest: eight minutes.
//
//   npm run bench:throttle -- --only chromium
//   npm run bench:throttle -- --only chromium --log requests.json
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureTestTools } from '../scripts/install.mjs'
import { endOnSignals } from '../scripts/processes.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const { only, log } = parseArgs({
  options: { only: { type: 'string' }, log: { type: 'string' } },
}).values
if (only !== undefined && only !== 'virtual' && only !== 'chromium')
  throw new Error('--only takes virtual or chromium')

const READINGS = [
  { refill: true, countPreflights: false },
  { refill: false, countPreflights: false },
  { refill: true, countPreflights: true },
  { refill: false, countPreflights: true },
]

endOnSignals({ exitCode: 1 })
await ensureTestTools([])

if (only !== 'chromium') {
  const args = ['run', '--project', 'simulation', 'test/simulation/throttling.test.ts']
  execFileSync(here('../node_modules/.bin/vitest'), args, { cwd: here('..'), stdio: 'inherit' })
}

if (only !== 'virtual') {
  execFileSync(process.execPath, [here('../scripts/build.mjs')], { stdio: 'inherit' })
  // Imported dynamically: it needs what is installed and built only now.
  const { measureInChromium } = await import('./throttle/inChromium.mjs')
  console.log('100 simultaneous calls in Chromium. This takes up to eight minutes.')
  const { version, rows } = await measureInChromium(READINGS, [1, 4])
  console.log(`Chromium ${version}`)
  console.table(
    rows.map(({ seconds, dictated, errors: _errors, log: _log, ...rest }) => ({
      ...rest,
      seconds: Math.round(seconds),
      dictated,
      ratio: Number((seconds / dictated).toFixed(2)),
    })),
  )
  for (const error of new Set(rows.flatMap(({ errors }) => errors))) console.error(error)
  if (log) writeFileSync(log, `${JSON.stringify(rows, null, 1)}\n`)
}
process.exit()
