// @vitest-environment node
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bundled } from './bundled.ts'
import { json, postJson } from './testbed.ts'

let bundle: Awaited<ReturnType<typeof bundled>>
const started: ChildProcess[] = []

beforeAll(async () => {
  bundle = await bundled()
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill()
})
afterAll(() => rm(bundle.outDir, { recursive: true }))

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(bundle.outDir, 'cli.mjs'), ...args])
  started.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += data
  })
  child.stderr.on('data', (data) => {
    said.err += data
  })
  return { child, said }
}

async function finish(...args: readonly string[]) {
  const { child, said } = start(...args)
  const [code] = await once(child, 'close')
  return { code, ...said }
}

async function listening(...args: readonly string[]) {
  const { said, child } = start('emulator', '--port', '0', ...args)
  const pattern = /on (http:\S+)\n[^]*?(eyJ\S+)\n[^]*Ctrl\+C/
  await expect.poll(() => said.out).toMatch(pattern)
  const [, origin = '', statement = ''] = pattern.exec(said.out) ?? []
  return { origin, statement, child }
}

describe('react-adobe-pass emulator', () => {
  it('prints its address and a statement that it accepts and also serves', async () => {
    const { origin, statement } = await listening()

    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(`${origin}/__emulator/statement`)).text()).toBe(statement)
    const body = postJson({ software_statement: statement })
    expect((await fetch(`${origin}/o/client/register`, body)).status).toBe(201)
  })

  it('applies --token-lifetime and --no-throttle', async () => {
    const { origin, statement } = await listening('--token-lifetime', '7', '--no-throttle')
    const register = () =>
      fetch(`${origin}/o/client/register`, postJson({ software_statement: statement }))
    const answers = await Promise.all(Array.from({ length: 15 }, register))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))

    const { client_id, client_secret } = await (await register()).json()
    const token = await fetch(`${origin}/o/client/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id, client_secret, grant_type: 'client_credentials' }),
    })
    expect((await json(token))['expires_in']).toBe(7)
  })

  it('prints one line if the port is in use, and exits with 1', async () => {
    const { origin } = await listening()
    const { port } = new URL(origin)
    const { code, out, err } = await finish('emulator', '--port', port)

    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toBe(`Port ${port} on 127.0.0.1 is in use; choose another with --port\n`)
  })

  it.each([[['--help']], [['-h']], [['emulator', '--help']]])(
    'prints its usage for %j',
    async (args) => {
      const { code, out, err } = await finish(...args)

      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(/^Usage: react-adobe-pass emulator/)
    },
  )

  it.each([[['--version']], [['-v']], [['emulator', '--version']]])(
    'prints the version of the package for %j',
    async (args) => {
      const packageJson = new URL('../../package.json', import.meta.url)
      const { version } = JSON.parse(await readFile(packageJson, 'utf8'))

      expect(await finish(...args)).toEqual({ code: 0, out: `${version}\n`, err: '' })
    },
  )

  it.each([
    ['no command', [], 'The command is missing: emulator'],
    ['an unknown command', ['serve'], 'Unknown command "serve"; is emulator meant?'],
    ['a second argument', ['emulator', 'now'], 'Unexpected argument "now"\n'],
    ['a bare port', ['emulator', '8787'], 'Unexpected argument "8787"; is --port 8787 meant?'],
    ['an unknown flag', ['emulator', '--verbose'], "Unknown option '--verbose'\n\nUsage"],
    ['a port that is not a number', ['emulator', '--port', 'http'], '--port'],
    ['a port above 65535', ['emulator', '--port', '65536'], '65535'],
    ['a negative lifetime', ['emulator', '--token-lifetime=-1'], '--token-lifetime'],
  ])('prints its usage on stderr and exits with 2 for %s', async (_, args, reason) => {
    const { code, out, err } = await finish(...args)

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(reason)
    expect(err).toContain('Usage: react-adobe-pass emulator')
  })

  it('starts with a shebang line', async () => {
    const text = await readFile(join(bundle.outDir, 'cli.mjs'), 'utf8')

    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/)
  })
})

describe('the bundle', () => {
  it('imports only zod, and no Node module or server code, before it serves', () => {
    const named = new Map(bundle.chunks.map((chunk) => [chunk.fileName, chunk]))
    const reached = new Set<string>()
    const follow = (fileName: string) => {
      if (reached.has(fileName)) return
      reached.add(fileName)
      for (const imported of named.get(fileName)?.imports ?? []) follow(imported)
    }
    follow('index.mjs')

    expect([...reached].filter((fileName) => !named.has(fileName))).toEqual(['zod/mini'])
    expect([...reached].join()).not.toMatch(/listen/)
  })

  it('lets a process that used it in memory exit, even with a hanging call', async () => {
    const script = `
      const { createPassEmulator } = await import(process.argv[1])
      const emulator = createPassEmulator()
      await emulator.softwareStatement()
      emulator.fail('hang')
      void emulator.fetch('https://api.auth.adobe.com/api/v2/a/profiles')
    `
    const index = new URL(`file://${join(bundle.outDir, 'index.mjs')}`).href
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, index])
    started.push(child)

    expect(await once(child, 'close')).toEqual([0, null])
  })
})
