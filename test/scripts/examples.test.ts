import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}.example-samples`
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entries = {
  'react-adobe-pass': 'src/index.ts',
  'react-adobe-pass/entitlement': 'src/entitlement/index.ts',
  'react-adobe-pass/rest-v2': 'src/rest-v2/index.ts',
  'react-adobe-pass/emulator': 'src/emulator/index.ts',
}

/** What an example may use without saying where it comes from. */
const known = {
  pass: "import('react-adobe-pass').PassClient",
  queryClient: "import('@tanstack/react-query').QueryClient",
  softwareStatement: 'string',
  App: '() => null',
  CodeForm: '(props: { onCode: (code: string) => void }) => null',
  play: '(token: { serializedToken: string }) => void',
  redirect: '(to: string) => Error',
  typed: 'string',
  ecid: 'string',
  mvpd: 'string',
}

interface Example {
  readonly name: string
  readonly code: string
}

/** The examples of one file that are for readers of the reference: those of exports. */
function examplesOf(path: string): readonly Example[] {
  const text = readFileSync(`${root}src/${path}`, 'utf8')
  const blocks = text.matchAll(/^ \* @example\n((?: \*.*\n)+?) \*\/\nexport (?:async )?\w+ (\w+)/gm)
  return [...blocks].flatMap(([, lines = '', symbol = '']) =>
    exported.has(symbol) ? [{ name: `${symbol}.tsx`, code: lines.replace(/^ \* ?/gm, '') }] : [],
  )
}

const exportsOf = (path: string) =>
  readFileSync(root + path, 'utf8')
    .replace(/\/\*.*?\*\/|\btype \w+/gs, '')
    .match(/\w+(?=[,} \n])/g) ?? []

const exported = new Set(Object.values(entries).flatMap(exportsOf))

/** Adds what an example leaves out: imports, declarations and the function around it. */
function whole(code: string): string {
  const uses = (name: string) => new RegExp(`(?<![.\\w])${name}\\b`).test(code)
  const declares = (name: string) =>
    new RegExp(`\\b(const|let) (${name}\\b|{[^}]*\\b${name}\\b)`).test(code)
  const imports = Object.entries(entries).map(([entry, path]) => {
    const names = new Set(exportsOf(path).filter((name) => uses(name) && !declares(name)))
    return `import { ${[...names].join(', ')} } from '${entry}'`
  })
  const declarations = Object.entries(known)
    .filter(([name]) => uses(name) && !declares(name))
    .map(([name, type]) => `declare const ${name}: ${type}`)
  return [
    ...imports,
    "import { QueryClientProvider } from '@tanstack/react-query'",
    "import * as z from 'zod/mini'",
    ...declarations,
    'export async function Example() {',
    // Without the semicolon, markup after a statement would compare with it.
    code.replace(/^</gm, ';<'),
    'return null }',
  ].join('\n')
}

it('the examples in src compile', () => {
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  const examples = sources.filter((path) => /\.tsx?$/.test(path)).flatMap(examplesOf)
  expect(examples.length).toBeGreaterThan(25)

  mkdirSync(folder, { recursive: true })
  for (const { name, code } of examples) writeFileSync(`${folder}/${name}`, whole(code))
  const paths = Object.entries(entries).map(([entry, path]) => [entry, [`../${path}`]])
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: {
        noUnusedLocals: false,
        allowUnreachableCode: true,
        paths: Object.fromEntries(paths),
      },
      include: [],
      files: examples.map(({ name }) => name),
    }),
  )
  const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', folder], { encoding: 'utf8' })
  expect(stdout).toBe('')
})
