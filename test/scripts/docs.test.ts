import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

it.each(documents)('%s links to files that exist, and names files that exist', (document) => {
  const text = readFileSync(root + document, 'utf8')
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
  const named = [...text.matchAll(/`((?:src|test|scripts|bench)\/[\w./-]+)`/g)]
  const paths = [
    ...linked.map(([, path = '']) => resolve(root, dirname(document), path)),
    ...named.map(([, path = '']) => resolve(root, path)),
  ]
  // A module may be named without its extension.
  const exists = (path: string) =>
    ['', '.ts', '.tsx', '.test.ts', '.test.tsx'].some((ending) => existsSync(path + ending))
  expect(paths.filter((path) => !exists(path))).toEqual([])
})
