import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cwd = fileURLToPath(new URL('../../examples/component-tests', import.meta.url))

/** Runs a script of the example. Returns its output, without colours. */
function run(script: string): string {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined }
  const { status, stdout, stderr } = spawnSync('npm', ['run', script], {
    cwd,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm run ${script} failed:\n${stdout}${stderr}`)
  return stdout + stderr
}

test('its files compile', () => {
  expect(run('typecheck')).not.toContain('error')
})

test('Vitest and Jest run the same five tests', () => {
  const counts = ['test:vitest', 'test:jest'].map(
    (script) => /^ *Tests:? +(\d+ \w+)/m.exec(run(script))?.[1],
  )
  expect(counts).toEqual(['5 passed', '5 passed'])
})
