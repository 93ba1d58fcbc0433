// The arrows between the rooms of src/ (see CONTRIBUTING.md), checked on every import.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

/**
 * What each room may import besides its own files: other rooms, and packages.
 * `'types'` allows types alone, a list allows those names alone. zod/mini comes as a namespace:
 * its own `z` drags every locale into the user's bundle.
 */
const rooms = {
  oauth: {},
  store: { 'idb-keyval': 'all' },
  client: { oauth: 'all', store: 'all', '@tanstack/react-query': ['QueryClient'] },
  react: { client: 'all', oauth: 'all', react: 'all', '@tanstack/react-query': 'all' },
  'rest-v2': { client: 'types', oauth: 'all' },
  entitlement: {
    react: 'all',
    'rest-v2': 'all',
    client: 'all',
    oauth: 'all',
    '@tanstack/react-query': 'all',
  },
  emulator: {
    hono: 'all',
    'hono/*': 'all',
    '@hono/*': 'all',
    jose: 'all',
    'node:*': 'all',
    'zod/mini': ['*'],
  },
}

/** The package's entries: the only index.ts, each with what it may gather. */
const entries = {
  'index.ts': ['oauth', 'store', 'client', 'react'],
  'rest-v2/index.ts': ['rest-v2'],
  'entitlement/index.ts': ['entitlement', 'rest-v2'],
  'emulator/index.ts': ['emulator'],
}

/** Every broken rule below `src`, as lines of text. */
export function checkRooms(src) {
  return readdirSync(src, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) =>
      checkFile(path, readFileSync(join(src, path), 'utf8')).map((why) => `src/${path}: ${why}`),
    )
}

/** The broken rules of one file; `path` counts from src/. */
export function checkFile(path, code) {
  const isIndex = posix.basename(path) === 'index.ts'
  if (isIndex && !entries[path]) return ['an index.ts stands only at a package entry']
  const [room] = path.includes('/') ? path.split('/') : ['']
  if (room && !rooms[room]) return [`"${room}" is no room of the house`]
  if (!room && !entries[path]) return ['only index.ts stands outside the rooms']
  return importsOf(path, code).flatMap((found) => {
    const why = room ? checkImport(room, found) : checkEntryImport(entries[path], found)
    return why ? [why] : []
  })
}

function checkImport(room, { from, target, names }) {
  if (target === room) return undefined
  const pattern = Object.keys(rooms[room]).find((allowed) =>
    allowed.endsWith('*') ? target.startsWith(allowed.slice(0, -1)) : target === allowed,
  )
  if (!pattern) return `${room} must not import ${from}`
  const allowed = rooms[room][pattern]
  if (allowed === 'types' && names.some((name) => !name.type))
    return `${room} may import only types from ${from}`
  const surplus = Array.isArray(allowed) ? names.filter(({ name }) => !allowed.includes(name)) : []
  if (surplus.length > 0)
    return `${room} may import only ${allowed} from ${from}, not ${surplus.map(({ name }) => name)}`
  return undefined
}

function checkEntryImport(gathers, { from, target }) {
  return gathers.includes(target) ? undefined : `the entry must not import ${from}`
}

/** Static, dynamic and re-exporting imports; a relative one is named by its room. */
function importsOf(path, code) {
  const { module, errors } = parseSync(path, code)
  if (errors.length > 0) throw new SyntaxError(`src/${path}: ${errors[0].message}`)
  const found = new Map()
  const add = (from, names) => found.set(from, [...(found.get(from) ?? []), ...names])
  for (const { moduleRequest, entries } of module.staticImports) {
    const names = entries.map(({ importName, isType }) => ({
      name: importName.name ?? '*',
      type: isType,
    }))
    // `import 'x'` has no names, and runs the module all the same.
    add(moduleRequest.value, names.length > 0 ? names : [{ name: 'its effects', type: false }])
  }
  for (const { moduleRequest, importName, isType } of module.staticExports.flatMap(
    (e) => e.entries,
  )) {
    if (moduleRequest) add(moduleRequest.value, [{ name: importName.name ?? '*', type: isType }])
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const from = code.slice(moduleRequest.start + 1, moduleRequest.end - 1)
    add(from, [{ name: 'import()', type: false }])
  }
  return [...found].map(([from, names]) => ({ from, names, target: targetOf(path, from) }))
}

function targetOf(path, from) {
  if (!from.startsWith('.')) return from
  const file = posix.join(posix.dirname(path), from)
  return file.includes('/') ? file.split('/')[0] : 'the entry'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const broken = checkRooms(fileURLToPath(new URL('../src', import.meta.url)))
  for (const line of broken) console.error(line)
  if (broken.length > 0) process.exitCode = 1
}
