// `npm run test:examples`: installs the packed package into the examples, and builds and tests them.
//
//   npm run test:examples -- vite next    only these
//   npm run examples:pack                 only packs, to examples/react-adobe-pass.tgz
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureInstalled, ensureTestTools } from './install.mjs'
import { run, seconds } from './run.mjs'
import { pack } from './tarball.mjs'

const folder = fileURLToPath(new URL('../examples', import.meta.url))
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')))

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { pack: { type: 'boolean', default: false } },
})
const names = positionals.length > 0 ? positionals : all
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0)
  throw new Error(`There is no example ${unknown.join(', ')}: ${all.join(', ')}`)

await (asked.pack ? ensureInstalled([]) : ensureTestTools([]))
await step('build', 'node scripts/build.mjs')
renameSync(await pack(folder), join(folder, 'react-adobe-pass.tgz'))
// With the same version in its place, npm would keep the old package.
for (const name of all)
  rmSync(join(folder, name, 'node_modules/react-adobe-pass'), { recursive: true, force: true })
console.log('ok     packed examples/react-adobe-pass.tgz')

if (!asked.pack) {
  for (const name of names) await step(`install ${name}`, `cd examples/${name} && npm install`)
  const tests = names.map((name) => `test/examples/${name}.test.ts`)
  const output = await step('tests', `vitest run --project examples ${tests.join(' ')}`)
  console.log(output)
}

/** Runs a command; stops with its output if it fails. */
async function step(name, command) {
  const { ok, output, ms } = await run(command)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} ${seconds(ms)}`)
  if (ok) return output
  console.log(`\n${output}`)
  process.exit(1)
}
