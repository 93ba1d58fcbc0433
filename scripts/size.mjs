// The gzip bytes of what users import against their limits, measured by size-limit, and whether the
// documentation quotes them right. Needs a fresh dist/.
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import esbuild from '@size-limit/esbuild'
import file from '@size-limit/file'
import sizeLimit from 'size-limit'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const index = at('dist/index.js')
const restV2 = at('dist/rest-v2/index.js')
const entitlement = at('dist/entitlement/index.js')
const peers = ['react', 'react-dom', '@tanstack/react-query']

const main = { [index]: ['createPassClient', 'PassProvider', 'usePassToken', 'usePassQuery'] }
const everyEndpoint = { [restV2]: await namesOf(restV2) }

/** The exports of rest-v2 that read no answer, and bring no zod. */
const withoutAnswers = [
  ...['answerUrl', 'authenticateUrl', 'findMvpds', 'hashIdentity', 'isCodeOver'],
  ...['passHeaders', 'validProfiles'],
]

/**
 * What is imported, by file, and how many bytes it may come to; with `over`, how many more than
 * that. The documentation quotes what has a `mark`. `without` names files that must not come along.
 */
const checks = [
  { name: 'client, provider and hooks', imports: main, limit: 25_500, mark: 'main' },
  {
    name: 'the same, own code alone',
    imports: main,
    ignore: ['idb-keyval', 'zod'],
    limit: 19_500,
  },
  {
    name: 'react-adobe-pass, all of it',
    imports: { [index]: await namesOf(index) },
    limit: 26_500,
  },
  {
    name: 'usePassToken alone, without any endpoint',
    imports: { [index]: ['usePassToken'] },
    without: /dist\/(rest-v2|entitlement)\/|node_modules\/zod\//,
    limit: 600,
  },
  {
    name: 'react-adobe-pass/rest-v2, all of it',
    imports: { ...main, ...everyEndpoint },
    over: main,
    limit: 6_000,
    mark: 'rest-v2',
  },
  ...everyEndpoint[restV2].map((name) => ({
    name: `${name} alone`,
    ...(withoutAnswers.includes(name)
      ? { imports: { [restV2]: [name] }, limit: 600, without: /node_modules\/zod\// }
      : { imports: { ...main, [restV2]: [name] }, over: main, limit: 3_700 }),
    alone: true,
  })),
]
if (existsSync(entitlement)) {
  checks.push({
    name: 'react-adobe-pass/entitlement, all of it',
    imports: { ...main, ...everyEndpoint, [entitlement]: await namesOf(entitlement) },
    over: { ...main, ...everyEndpoint },
    limit: 13_500,
    mark: 'entitlement',
  })
  checks.push({
    name: 'react-adobe-pass/back, alone',
    imports: { [at('dist/entitlement/back.js')]: [] },
    limit: 300,
  })
}

/** They quote the figures of a `mark`, each figure between `<!-- size:mark -->` and `<!-- /size -->`. */
const documents = ['README.md', 'docs/costs.md']
let largest = { bytes: 0 }
for (const { name, imports, over, ignore = [], limit, mark, without, alone } of checks) {
  const { size, files } = await measure(imports, ignore)
  const bytes = over ? size - (await measure(over, ignore)).size : size
  const unwanted = without ? files.filter((path) => without.test(path)) : []
  const verdict = bytes > limit ? 'too big ' : unwanted.length > 0 ? 'not lean' : 'ok      '
  console.log(`${verdict} ${over ? '+' : ''}${bytes} B of ${limit} B gzip  ${name}`)
  for (const path of unwanted) console.log(`         it brings ${path}`)
  if (verdict.trim() !== 'ok') process.exitCode = 1
  if (alone && bytes > largest.bytes) largest = { name, bytes }

  const figure = `${(bytes / 1000).toFixed(1)} kB`
  for (const path of mark ? documents : []) {
    const text = readFileSync(at(path), 'utf8')
    if (text.includes(`<!-- size:${mark} -->${figure}<!-- /size -->`)) continue
    console.log(`         ${path} should say ${figure} between its size:${mark} marks`)
    process.exitCode = 1
  }
}

console.log(`The largest export of rest-v2: ${largest.name}, ${largest.bytes} B`)

/** Bundled and minified for a page that has the peers: its size, and the files that are in it. */
async function measure(imports, ignore) {
  const check = {
    files: Object.keys(imports),
    import: Object.fromEntries(
      Object.entries(imports).map(([path, names]) => [path, `{ ${names.join(', ')} }`]),
    ),
    ignore: [...peers, ...ignore],
    gzip: true,
  }
  const [{ size }] = await sizeLimit([esbuild, file], { checks: [check] })
  const [{ inputs }] = Object.values(check.esbuildMetafile.outputs)
  const files = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0)
  return { size, files }
}

async function namesOf(path) {
  return Object.keys(await import(path))
}
