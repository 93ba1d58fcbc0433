import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const guides = readdirSync(`${root}docs`)
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...guides]
const examples = ['.', ...readdirSync(`${root}examples`)]
  .map((name) => join('examples', name, 'README.md'))
  .filter((path) => existsSync(root + path))

/** File names above samples: files of the reader's application, not of this repository. */
const sampleFiles = new Set(
  documents.flatMap((path) =>
    [...read(path).matchAll(/^\*\*`(.+)`\*\*$/gm)].map(([, name]) => name),
  ),
)

const withoutCode = (text: string) => text.replace(/^```.*?^```/gms, '')

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(read(path)).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    const isTaken = (suffix: string) => anchors.has(slug + suffix)
    let suffix = ''
    for (let i = 1; isTaken(suffix); i++) suffix = `-${i}`
    anchors.add(slug + suffix)
  }
  return anchors
}

it.each([...documents, ...examples])('%s links to files and headings that exist', (document) => {
  const text = withoutCode(read(document))
  const broken = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].filter(
    ([, path = '', anchor]) => {
      const target = path ? join(dirname(document), path) : document
      if (!existsSync(root + target)) return true
      return anchor !== undefined && !anchorsOf(target).has(anchor)
    },
  )
  expect(broken.map(([link]) => link)).toEqual([])
})

it.each(documents)('%s names files that exist', (document) => {
  const named = [...read(document).matchAll(/`((?:src|test|scripts|bench|docs)\/[\w./-]+)`/g)]
  // A module may be named without its extension.
  const exists = (path: string) =>
    ['', '.ts', '.tsx', '.test.ts', '.test.tsx'].some((ending) => existsSync(root + path + ending))
  const missing = named.filter(([, path = '']) => !sampleFiles.has(path) && !exists(path))
  expect(missing.map(([name]) => name)).toEqual([])
})

it('docs/README.md links to every page', () => {
  const linked = [...read('docs/README.md').matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) =>
    relative(root, resolve(root, 'docs', path)),
  )
  expect(linked).toEqual(
    expect.arrayContaining(['README.md', ...guides.filter((path) => path !== 'docs/README.md')]),
  )
})

it('the emulator links to a heading of the README', () => {
  const [, anchor = ''] =
    /react-adobe-pass#([\w-]+)/.exec(read('src/emulator/routes/frontPage.ts')) ?? []
  expect(anchorsOf('README.md')).toContain(anchor)
})

it('docs/errors.md quotes messages that are in the source', () => {
  const source = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => read(`src/${path}`))
    .join('\n')
  const [, byMessage = ''] = read('docs/errors.md').split('\n## By message\n')
  const messages = [...byMessage.matchAll(/^\| (`.+?) \| /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
  )
  expect(messages.length).toBeGreaterThan(30)
  // Names and values are filled in, so only a part of a message is in the source word for word.
  const isQuoted = (message: string) => {
    const text = message.replace(/^\w+ must be /, '')
    const length = Math.min(15, text.length)
    return Array.from(text, (_, i) => text.slice(i, i + length))
      .filter((part) => part.length === length)
      .some((part) => source.includes(part))
  }
  expect(messages.filter((message) => !isQuoted(message))).toEqual([])
})

it('docs/errors.md names every known error code', () => {
  const codes = [...read('src/errors/PassErrorCode.ts').matchAll(/^ {2}\| '(\w+)'$/gm)]
  expect(codes.length).toBeGreaterThan(40)
  const text = read('docs/errors.md')
  const missing = codes.filter(([, code]) => !text.includes(`\`${code}\``))
  expect(missing.map(([, code]) => code)).toEqual([])
})
