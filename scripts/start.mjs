// `npm start`: the emulator and Storybook next to it, from source, in a fresh clone.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './install.mjs'
import { endOnSignals, isEnding, startChild } from './processes.mjs'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

parseArgs({ options: {} })
endOnSignals({ exitCode: 0 })
await ensureInstalled()
const { startEmulator } = await import('./emulator.mjs')
const { freePort } = await import('./port.mjs')

const { origin } = await startEmulator()
const port = await freePort(6006)
const storybook = startChild(
  here('node_modules/.bin/storybook'),
  ['dev', '-p', String(port), '--ci', '--disable-telemetry', '--no-version-updates'],
  {
    cwd: here('.'),
    env: { ...process.env, VITE_EMULATOR_ORIGIN: origin },
    stdio: ['ignore', 'pipe', 'pipe'],
  },
)
let output = ''
for (const stream of [storybook.stdout, storybook.stderr])
  stream.on('data', (text) => {
    output += text
  })
storybook.once('exit', (code) => {
  if (isEnding()) return
  console.error(`${output}\nStorybook stopped.`)
  process.exit(code || 1)
})

await untilAnswering(`http://127.0.0.1:${port}/iframe.html`)
console.log(`
  Stories    http://localhost:${port}
  Emulator   ${origin}
  Its log    ${origin}/__emulator/log
  A software statement to try: ${origin}/__emulator/statement

Ctrl-C stops both.`)

async function untilAnswering(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
