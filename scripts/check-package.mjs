// What `npm publish` would send, installed and used as a stranger does. Needs a fresh dist/.
import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parseSync } from 'vite'
import { endOnSignals, startChild } from './processes.mjs'
import { pack } from './tarball.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name) => join(root, 'node_modules/.bin', name)
const manifest = readManifest(root)
const temporary = mkdtempSync(join(tmpdir(), 'react-adobe-pass-package-'))
const consumer = join(temporary, 'consumer')

process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))
endOnSignals({ exitCode: 1 })

const tarball = await pack(temporary)
await check('publint', () => run(bin('publint'), [tarball, '--strict']))
await check('types resolve (attw)', () => run(bin('attw'), [tarball, '--profile', 'esm-only']))
if (await check('installs', () => install(tarball))) {
  await check('imports in Node, leaves globals alone', importEntries)
  await check('compiles with moduleResolution bundler', () => compile('esnext', 'bundler'))
  await check('compiles with moduleResolution nodenext', () => compile('nodenext', 'nodenext'))
  await check('builds examples/vite', buildExample)
  await check('command line serves the emulator', serve)
}
await check('names only packages that it lists', findUnlisted)
await check('emulator loads in a browser', findBuiltins)
await check('back.js stands alone', standsAlone)

async function check(name, work) {
  try {
    await work()
    console.log(`ok      ${name}`)
    return true
  } catch (error) {
    console.log(`FAILED  ${name}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.message}`)
    process.exitCode = 1
    return false
  }
}

function run(command, args, options) {
  return promisify(execFile)(command, args, { cwd: root, ...options })
}

/** The tarball, and copies of our own node_modules for what it asks for: no registry needed. */
async function install(tarball) {
  const { peerDependencies, dependencies } = manifest
  const wanted = [
    ...Object.keys({ ...peerDependencies, ...dependencies }),
    'react-dom',
    '@types/react',
    '@types/react-dom',
  ]
  const copies = [...withTheirOwn(wanted)].map((name) => [name, `file:${installed(name)}`])
  mkdirSync(consumer)
  writeJson('package.json', {
    private: true,
    type: 'module',
    dependencies: { [manifest.name]: `file:${tarball}`, ...Object.fromEntries(copies) },
  })
  const flags = [
    '--install-links',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
  ]
  await run('npm', ['install', ...flags, '--no-package-lock'], { cwd: consumer })
}

function withTheirOwn(names, found = new Set()) {
  for (const name of names) {
    if (found.has(name)) continue
    found.add(name)
    withTheirOwn(Object.keys(readManifest(installed(name)).dependencies ?? {}), found)
  }
  return found
}

function installed(name) {
  return join(root, 'node_modules', name)
}

function readManifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
}

async function importEntries() {
  write(
    'imports.js',
    `const before = Object.getOwnPropertyNames(globalThis)
for (const entry of ${JSON.stringify(entries())}) await import(entry, entry.endsWith('.json') ? { with: { type: 'json' } } : {})
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name) && !name.startsWith('__zod_'))
if (added.length > 0) throw new Error('new globals: ' + added)
`,
  )
  // A timer or an open handle left behind would keep Node alive past the timeout.
  await run('node', ['imports.js'], { cwd: consumer, timeout: 10_000 })
}

async function compile(module, moduleResolution) {
  write(
    'consumer.tsx',
    `import { createPassClient, PassProvider, usePassQuery, type AccessToken } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import * as restV2 from 'react-adobe-pass/rest-v2'

const emulator = createPassEmulator()
const pass = createPassClient({ softwareStatement: 'a.b.c', fetch: (input, init) => emulator.fetch(new Request(input, init)) })
export const token: Promise<AccessToken> = pass.getToken()
export const names: string[] = Object.keys(restV2)
// @ts-expect-error a statement is a string
createPassClient({ softwareStatement: 1 })

function Answer() {
  const { data } = usePassQuery('/api/v2/{serviceProvider}/configuration')
  return <p>{String(data)}</p>
}

export const app = <PassProvider client={pass}><Answer /></PassProvider>
`,
  )
  writeJson('tsconfig.json', {
    compilerOptions: {
      module,
      moduleResolution,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      jsx: 'react-jsx',
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
    files: ['consumer.tsx'],
  })
  await run(bin('tsc'), ['-p', consumer], { cwd: consumer })
}

/** Builds the smallest example as its `npm run build` does, with our own copy of Vite. */
async function buildExample() {
  const example = join(consumer, 'example')
  const generated = new Set(['node_modules', 'dist', 'package.json'])
  const filter = (path) => !generated.has(basename(path)) && !basename(path).startsWith('.env')
  cpSync(join(root, 'examples/vite'), example, { recursive: true, filter })

  // The plugin refreshes components in development. Vite builds JSX without it.
  const plugin = join(example, 'node_modules/@vitejs/plugin-react')
  mkdirSync(plugin, { recursive: true })
  writeFileSync(join(plugin, 'package.json'), '{ "type": "module", "main": "./index.js" }')
  writeFileSync(join(plugin, 'index.js'), 'export default () => []')
  writeFileSync(join(plugin, 'index.d.ts'), 'export default function react(): never[]')
  symlinkSync(installed('vite'), join(example, 'node_modules/vite'))

  await run(bin('tsc'), [], { cwd: example })
  await run(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: example })
  const built = readdirSync(join(example, 'dist')).filter((name) => name.endsWith('.html'))
  if (String(built) !== 'blank.html,index.html') throw new Error(`it has built ${built.join(', ')}`)
}

/** A type that names another package, such as one of a peer's own dependencies, may not resolve. */
function findUnlisted() {
  const { name, peerDependencies, dependencies, exports } = manifest
  const listed = [name, ...Object.keys({ ...peerDependencies, ...dependencies })]
  const seen = new Set()
  const visit = (file) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, from] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
      if (from.startsWith('.')) visit(resolve(dirname(file), from.replace(/\.tsx?$/, '.d.ts')))
      else if (!listed.some((name) => from === name || from.startsWith(`${name}/`)))
        throw new Error(`${file.slice(root.length)} names ${from}`)
    }
  }
  for (const { types } of Object.values(exports)) if (types) visit(join(root, types))
}

/** Follows the static imports of the emulator's entry: but for zod/mini, none may leave the package. */
function findBuiltins() {
  const seen = new Set()
  const visit = (file) => {
    if (seen.has(file)) return
    seen.add(file)
    const { module } = parseSync(file, readFileSync(file, 'utf8'))
    const reExports = module.staticExports.flatMap(({ entries: names }) => names)
    for (const { moduleRequest } of [...module.staticImports, ...reExports]) {
      if (!moduleRequest) continue
      const from = moduleRequest.value
      if (from === 'zod/mini') continue
      if (!from.startsWith('.')) throw new Error(`${file} imports ${from}`)
      visit(resolve(dirname(file), from))
    }
  }
  visit(join(root, 'dist/emulator/index.js'))
}

/** It may be copied beside a static page, without a bundler. */
function standsAlone() {
  const file = join(root, 'dist/entitlement/back.js')
  const { module } = parseSync(file, readFileSync(file, 'utf8'))
  const imports = [...module.staticImports, ...module.dynamicImports]
  if (imports.length > 0) throw new Error(`${file} imports ${imports.length} modules`)
}

async function serve() {
  const args = ['--offline', manifest.name, 'emulator', '--port', '0']
  const child = startChild('npx', args, { cwd: consumer })
  try {
    const origin = await firstAddress(child)
    const response = await fetch(`${origin}/__emulator/statement`)
    const statement = await response.text()
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(statement)) throw new Error(`no statement: ${statement}`)
  } finally {
    if (child.exitCode === null) process.kill(-Number(child.pid))
  }
}

function firstAddress(child) {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = () => reject(new Error(`it printed no address:\n${output}`))
    const timer = setTimeout(fail, 20_000)
    const read = (text) => {
      output += text
      const [address] = output.match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', fail)
  })
}

function entries() {
  return Object.keys(manifest.exports).map((entry) => join(manifest.name, entry))
}

function write(file, text) {
  writeFileSync(join(consumer, file), text)
}

function writeJson(file, value) {
  write(file, JSON.stringify(value, null, 2))
}
