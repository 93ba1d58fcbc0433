#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { errorMessage } from './errorMessage.ts'
import { servePassEmulator } from './servePassEmulator.ts'

const usage = `Usage: react-adobe-pass emulator [options]

Serves an emulator of Adobe Pass: Dynamic Client Registration and REST API V2.

  --port <number>            port to listen on (default 8787; 0 takes any free one)
  --host <address>           address to listen on (default 127.0.0.1)
  --token-lifetime <seconds> how long an access token lives (default 21600)
  --no-throttle              answer any number of requests
  -h, --help                 print this
  -v, --version              print the version of react-adobe-pass
`

/**
 * Reads the version from `package.json`, which is two folders up in the package and in its source.
 */
function version(): string {
  const path = join(dirname(fileURLToPath(import.meta.url)), '../../package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version
}

function wholeNumber(flag: string, value: string, most: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= most) return number
  throw new TypeError(`${flag} takes a whole number up to ${most}, not "${value}"`)
}

function readCommandLine(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      'token-lifetime': { type: 'string', default: '21600' },
      'no-throttle': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', short: 'v', default: false },
    },
  })
  if (values.help) return 'help'
  if (values.version) return 'version'
  const [command, ...rest] = positionals
  if (command === undefined) throw new TypeError('The command is missing: emulator')
  if (command !== 'emulator')
    throw new TypeError(`Unknown command "${command}"; is emulator meant?`)
  if (rest.length > 0) {
    const advice = /^\d+$/.test(rest[0] ?? '') ? `; is --port ${rest[0]} meant?` : ''
    throw new TypeError(`Unexpected argument "${rest.join(' ')}"${advice}`)
  }
  return {
    host: values.host,
    port: wholeNumber('--port', values.port, 65_535),
    tokenLifetime: wholeNumber('--token-lifetime', values['token-lifetime'], 2 ** 31),
    throttle: !values['no-throttle'],
  }
}

function explain(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use; choose another with --port`
  return `Cannot listen on ${host}, port ${port}; choose others with --host and --port: ${errorMessage(error)}`
}

const guide = (origin: string, statement: string) => `Adobe Pass emulator on ${origin}

Software statement, good until the emulator stops:

${statement}

In the application:

  createPassClient({ origin: '${origin}', serviceProvider: 'REF30', softwareStatement })

In a browser: ${origin}

From elsewhere:

  curl ${origin}/__emulator/statement
  curl ${origin}/__emulator/log
  curl -X POST -d '["invalid_client"]' ${origin}/__emulator/fail
  curl -X POST ${origin}/__emulator/signIn

Ctrl+C stops it.
`

async function main(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof readCommandLine>
  try {
    options = readCommandLine(args)
  } catch (error) {
    // Node adds how to pass an argument that begins with a dash.
    const [message] = errorMessage(error).split('. To specify a positional')
    process.stderr.write(`${message}\n\n${usage}`)
    return 2
  }
  if (options === 'help' || options === 'version') {
    process.stdout.write(options === 'help' ? usage : `${version()}\n`)
    return 0
  }
  try {
    const { origin, emulator } = await servePassEmulator(options)
    // The statement that `/__emulator/statement` returns.
    process.stdout.write(guide(origin, await emulator.softwareStatement('default')))
    return 0
  } catch (error) {
    process.stderr.write(`${explain(error, options)}\n`)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
