// `npm run test:quick`: types, lint, and the unit tests of what changed since the last commit.
import process from 'node:process'
import { run, seconds } from './run.mjs'

const steps = {
  types: 'tsc -p tsconfig.json',
  lint: 'npm run --silent lint',
  unit: 'vitest run --project unit --project node --changed --passWithNoTests',
}

await Promise.all(
  Object.entries(steps).map(async ([name, command]) => {
    const { ok, output, ms } = await run(command)
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(6)} ${seconds(ms).padStart(7)}`)
    const [count] = output.match(/^ *Tests .*$/m) ?? []
    if (count) console.log(`       ${count.trim()}`)
    if (ok) return
    console.log(`\n${output}\n`)
    process.exitCode = 1
  }),
)
