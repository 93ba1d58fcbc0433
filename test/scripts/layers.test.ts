import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'

const here = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Imports of a higher layer, or of a package that the layer must not use. */
const broken: readonly [file: string, code: string][] = [
  ['platform/attempt.ts', `import { PassError } from '../errors/PassError.ts'`],
  ['errors/PassError.ts', `import type { Answer } from '../wire/answer.ts'`],
  ['wire/registration.ts', `import * as z from 'zod'`],
  ['wire/registration.ts', `import { send } from '../http/send.ts'`],
  ['store/memoryStore.ts', `export * from '../client/request.ts'`],
  ['http/send.ts', `import type { PassEvent } from '../client/events.ts'`],
  ['tabs/tabLock.ts', `import { send } from '../http/send.ts'`],
  ['credentials/deviceId.ts', `import { nextStep } from '../token/nextStep.ts'`],
  ['token/tokenManager.ts', `import { QueryClient, useQuery } from '@tanstack/react-query'`],
  ['token/tokenManager.ts', `import * as query from '@tanstack/react-query'`],
  ['token/tokenManager.ts', `import { request } from '../client/request.ts'`],
  ['client/request.ts', `import { profiles } from '../rest-v2/profiles.ts'`],
  ['client/request.ts', `import 'react'`],
  ['client/request.ts', `import type { Schema } from '@standard-schema/spec'`],
  ['react/usePass.ts', `import type { Profile } from '../rest-v2/profiles.ts'`],
  ['react/usePass.ts', `import { PassClient } from '../index.ts'`],
  ['react/usePass.ts', `import * as z from 'zod/mini'`],
  ['rest-v2/profiles.ts', `import { request } from '../client/request.ts'`],
  ['rest-v2/profiles.ts', `export { usePass } from '../react/usePass.ts'`],
  ['entitlement/useProfile.ts', `import { createEmulator } from '../emulator/index.ts'`],
  ['emulator/listen.ts', `import { encodeForm } from '../wire/encoding.ts'`],
  ['emulator/routes/token.ts', `import { encodeForm } from '../../wire/encoding.ts'`],
  ['emulator/listen.ts', `import { z } from 'zod'`],
  ['index.ts', `export * from './rest-v2/index.ts'`],
]

const sound: readonly [file: string, code: string][] = [
  ['errors/PassApiError.ts', `import { PassError } from './PassError.ts'`],
  ['wire/registration.ts', `import * as z from 'zod/mini'`],
  ['store/indexedDbStore.ts', `import { get } from 'idb-keyval'`],
  ['token/tokenManager.ts', `import { QueryClient } from '@tanstack/react-query'`],
  ['client/request.ts', `import { send } from '../http/send.ts'`],
  ['react/usePass.ts', `import { useContext } from 'react'\nimport '../client/request.ts'`],
  ['rest-v2/profiles.ts', `import { encodeForm } from '../wire/encoding.ts'`],
  ['entitlement/useProfile.ts', `import { profiles } from '../rest-v2/profiles.ts'`],
  ['emulator/listen.ts', `import { Hono } from 'hono'\nimport { createServer } from 'node:http'`],
  ['emulator/routes/token.ts', `import { SignJWT } from 'jose'\nimport '../state/state.ts'`],
]

/** The files in which the lint reports a restricted import. */
let found: ReadonlySet<string>

/** Returns a separate file for each case, in the folder of `file`. */
const pathOf = (kind: 'broken' | 'sound', index: number, file: string) =>
  file === 'index.ts' ? 'src/index.ts' : `src/${dirname(file)}/${kind}${index}.ts`

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'))
  const write = (path: string, code: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${code}\n`)
  }
  for (const [i, [file, code]] of broken.entries()) write(pathOf('broken', i, file), code)
  for (const [i, [file, code]] of sound.entries()) write(pathOf('sound', i, file), code)
  cpSync(here('.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const output = await new Promise<string>((resolve) =>
    execFile(
      here('node_modules/.bin/oxlint'),
      ['--format', 'unix', '.'],
      {
        cwd: folder,
        env: {
          ...process.env,
          PATH: `${here('node_modules/.bin')}${delimiter}${process.env['PATH']}`,
        },
      },
      (_, out) => resolve(out),
    ),
  )
  rmSync(folder, { recursive: true })
  const lines = output.split('\n').filter((line) => line.includes('no-restricted-imports'))
  found = new Set(lines.map((line) => line.split(':')[0]?.replace(/^\.\//, '') ?? ''))
})

it.each(broken.map((one, i) => [...one, i] as const))(
  '%s must not contain %s',
  (file, _code, i) => {
    expect(found).toContain(pathOf('broken', i, file))
  },
)

it.each(sound.map((one, i) => [...one, i] as const))('%s may contain %s', (file, _code, i) => {
  expect(found).not.toContain(pathOf('sound', i, file))
})

it('every folder of src is a layer', () => {
  const folders = readdirSync(here('src'), { withFileTypes: true }).filter((f) => f.isDirectory())
  expect(new Set(folders.map(({ name }) => name))).toEqual(new Set(LAYERS))
})

const LAYERS = [
  ...['platform', 'errors', 'wire', 'store', 'http', 'tabs', 'credentials', 'token', 'client'],
  ...['react', 'rest-v2', 'entitlement', 'emulator'],
]
