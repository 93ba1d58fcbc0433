import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cwd = fileURLToPath(new URL('../../examples/component-tests', import.meta.url))

/** Runs a script of the example. Returns its output, without colours. */
function run(script: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined }
  return new Promise((resolve, reject) => {
    execFile('npm', ['run', script], { cwd, env }, (error, stdout, stderr) => {
      const output = stdout + stderr
      if (error) reject(new Error(`npm run ${script} fails:\n${output}`))
      else resolve(output)
    })
  })
}

test('its files compile', async () => {
  expect(await run('typecheck')).not.toContain('error')
})

test.each(['test:vitest', 'test:jest'])('its five tests pass in %s', async (script) => {
  const [, count] = /^ *Tests:? +(\d+ \w+)/m.exec(await run(script)) ?? []
  expect(count).toBe('5 passed')
})
