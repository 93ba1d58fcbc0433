import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { endOnSignals, startChild } from './processes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const timeout = 20 * 60_000

endOnSignals({ exitCode: 1 })

/**
 * Runs a shell command in the project's folder; resolves with whether it ended well, its output and how
 * many ms it took. A command that hangs is ended with its children.
 */
export function run(command, env = {}) {
  const begun = performance.now()
  return new Promise((resolve) => {
    const child = startChild(command, [], {
      cwd: root,
      env: { ...environment(), ...env },
      shell: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    const timer = setTimeout(() => {
      output += `\nstopped after ${timeout / 60_000} minutes`
      process.kill(-Number(child.pid), 'SIGKILL')
    }, timeout)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ ok: code === 0, output, ms: performance.now() - begun })
    })
  })
}

/** Tests never see a real service: what VITE_PASS_* says stays outside. */
function environment() {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('VITE_PASS_'))
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return { ...Object.fromEntries(env), PATH: path, CI: '1', NO_COLOR: '1' }
}

/** ms as text: `12.3 s`. */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
