import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'

// Each test starts three or five processes.
vi.setConfig({ testTimeout: 60_000 })

const processes = new URL('../../scripts/processes.mjs', import.meta.url).href

/** Code that prints the name and id of its process, and then sleeps. */
const sleeper = (name: string, before = '') =>
  `${before}console.log('${name}', process.pid); setInterval(() => {}, 1_000)`

/** Node's arguments for a process that starts a child, which starts a grandchild. */
const script = (child: string) => [
  '--input-type=module',
  '-e',
  sleeper(
    'script',
    `import { endOnSignals, startChild } from '${processes}'
    endOnSignals({ exitCode: 3 })
    startChild(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });`,
  ),
]

const grandchild = JSON.stringify(sleeper('grandchild'))
const startGrandchild = `require('node:child_process').spawn(process.execPath, ['-e', ${grandchild}], { stdio: 'inherit' });`
const child = sleeper('child', startGrandchild)
const stubborn = sleeper('child', `process.on('SIGTERM', () => {}); ${startGrandchild}`)

const started = new Set<number>()
afterEach(() => {
  for (const pid of started) signal(pid, 'SIGKILL')
  started.clear()
})

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Resolves with the printed id of each process once all have printed one. */
async function idsOf({ stdout }: ChildProcess, ...names: readonly string[]) {
  let output = ''
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const find = () => names.map((name) => Number(output.match(`${name} (\\d+)\n`)?.[1] ?? 0))
  await expect.poll(find, { timeout: 20_000 }).not.toContain(0)
  for (const pid of find()) started.add(pid)
  return find()
}

const run = (code: string) =>
  spawn(process.execPath, script(code), { env: { ...process.env, npm_lifecycle_event: '' } })

/** Whether a process has ended but is not reaped yet; in a container it may never be. */
function isDefunct(pid: number): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8'))
}

const left = (pids: readonly number[]) => pids.filter((pid) => signal(pid, 0) && !isDefunct(pid))

describe('a script that ends on signals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends on %s with its children and theirs',
    async (name) => {
      const running = run(child)
      const pids = await idsOf(running, 'script', 'child', 'grandchild')
      running.kill(name)

      expect(await once(running, 'exit')).toEqual([3, null])
      await expect.poll(() => left(pids)).toEqual([])
    },
  )

  it('does not wait for a child that does not end after a second signal', async () => {
    const running = run(stubborn)
    const pids = await idsOf(running, 'script', 'child', 'grandchild')
    const exit = once(running, 'exit')
    running.kill('SIGTERM')
    await expect.poll(() => left(pids.slice(2))).toEqual([])
    running.kill('SIGTERM')

    expect(await exit).toEqual([3, null])
    await expect.poll(() => left(pids)).toEqual([])
  })

  it.each([
    ['npm', 'SIGKILL'],
    ['shell', 'SIGTERM'],
  ] as const)('ends when the %s that started it is gone', async (name, how) => {
    // npm starts a script like this, in a shell that does not forward signals.
    const npm = spawn(process.execPath, [
      '-e',
      sleeper(
        'npm',
        `const shell = require('node:child_process').spawn(
          'sh',
          ['-c', '"$@"; exit', 'sh', process.execPath, ...${JSON.stringify(script(child))}],
          { stdio: 'inherit', env: { ...process.env, npm_lifecycle_event: 'start' } },
        );
        console.log('shell', shell.pid);`,
      ),
    ])
    const names = ['npm', 'shell', 'script', 'child', 'grandchild']
    const pids = await idsOf(npm, ...names)
    signal(pids[names.indexOf(name)] ?? 0, how)

    await expect.poll(() => left(pids.slice(2))).toEqual([])
  })
})
