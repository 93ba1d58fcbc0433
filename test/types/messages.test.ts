import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}.type-samples`
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const imports = `import { skipToken } from '@tanstack/react-query'
import { createPassClient, passEndpoint, PassProvider, passQueryOptions, usePass, usePassMutation, usePassQuery, usePassToken, useSuspensePassQuery } from 'react-adobe-pass'
import { configuration, profiles, resumeSession } from 'react-adobe-pass/rest-v2'
import * as z from 'zod/mini'
const schema = z.object({ id: z.string() })
const pass = usePass()
`

/** A wrong call, and the expected last line of TypeScript's error. */
const samples: readonly (readonly [string, RegExp])[] = [
  [
    "passEndpoint({ path: '/x', schema: { id: 'string' } })",
    /'id' .* 'StandardSchema<unknown>'\.$/,
  ],
  ["passEndpoint({ path: '/x', metod: 'POST' })", /Did you mean to write 'method'\?$/],
  ['passEndpoint({ path: 1 })', /^Type 'number' is not assignable to type 'string'\.$/],
  ["passEndpoint({ path: '/x', schema, body: 'text' })", /^Type 'string' .* URLSearchParams/],
  [
    "passEndpoint({ path: '/x', schema, staleTime: 'soon' })",
    /^Type 'string' .*number \| \(\(data/,
  ],
  ['passEndpoint({ schema })', /Property 'path' is missing/],
  ["passEndpoint<{ id: string }>({ path: '/x' })", /Property 'schema' is missing/],
  ['usePassQuery(configuration)', /'\(\) => PassEndpoint<Configuration>' is not assignable/],
  ["usePassQuery('/x', { enabled: 'no' })", /^Type 'string' is not assignable to .*Boolean/],
  ['usePassQuery(profiles(), { stale: 1 })', /'stale' does not exist in type 'PassQueryOptions/],
  ["usePassQuery(profiles(), { queryKey: ['x'] })", /'queryKey' does not exist/],
  [
    'usePassQuery(profiles(), { select: ({ id }) => id })',
    /'id' does not exist on type 'Profiles'/,
  ],
  ['resumeSession({})', /'code' is missing .* 'ResumeSessionParameters'\.$/],
  ["resumeSession({ code: 'x', mvpdId: 'y' })", /'mvpdId' does not exist in type 'Resume/],
  ['passQueryOptions(pass, configuration)', /'\(\) => PassEndpoint<Configuration>' is not/],
  ['passQueryOptions(pass, profiles(), { stale: 1 })', /'stale' does not exist in type/],
  ["passQueryOptions(pass, profiles(), { retry: 'x' })", /'string' .* 'RetryValue/],
  ['useSuspensePassQuery(skipToken)', /'typeof skipToken' is not assignable/],
  ["usePassMutation(() => '/x')", /'string' is not assignable to type 'PassEndpoint/],
  ['usePassMutation(() => profiles(), { retries: 2 })', /'retries' does not exist in type/],
  ['usePassToken({ staleTime: 1 })', /'staleTime' does not exist in type 'PassTokenOptions'/],
  ["createPassClient({ softwareStatement: 'x', enviroment: 'staging' })", /write 'environment'\?$/],
  ['<PassProvider softwareStatement={1} />', /^Type 'number' .* 'string'\.$/],
  ['<PassProvider softwareStatement="x" environment="live" />', /'"live"' .* "staging"/],
  ['<PassProvider serviceProvider="REF30" />', /Property 'softwareStatement' is missing/],
  ['<PassProvider softwareStatement="x" provider="REF30" />', /Property 'provider' does not exist/],
  ['<PassProvider client="x" />', /^Type 'string' is not assignable to type 'PassClient'\.$/],
]

/** The lines of TypeScript's error for the sample in each line. */
const errors = new Map<string, string[]>()

beforeAll(() => {
  const lines = `${imports}export const wrong = [\n${samples.map(([code]) => `${code},\n`).join('')}]`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/samples.tsx`, lines)
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: {
        paths: {
          'react-adobe-pass': ['../src/index.ts'],
          'react-adobe-pass/rest-v2': ['../src/rest-v2/index.ts'],
        },
      },
      include: [],
      files: ['samples.tsx'],
    }),
  )
  const { stdout } = spawnSync(
    `${root}node_modules/.bin/tsc`,
    ['-p', folder, '--pretty', 'false'],
    { encoding: 'utf8' },
  )
  let error: string[] = []
  for (const line of stdout.split('\n')) {
    const [, number, text = line] = /samples\.tsx\((\d+),\d+\): error TS\d+: (.*)/.exec(line) ?? []
    if (number) errors.set(lines.split('\n')[Number(number) - 1] ?? '', (error = []))
    error.push(text.trim())
  }
})

it.each(samples)('TypeScript explains what is wrong with %s', (code, message) => {
  const error = errors.get(`${code},`)?.filter((text) => text)
  expect(error?.at(-1)).toMatch(message)
  expect(error?.join(' ')).not.toMatch(/is not assignable to type 'undefined'/)
})
