import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const example = 'examples/component-tests'

/** The files shown in a document, by their names. */
const filesIn = (document: string) =>
  [...read(document).matchAll(/\*\*`([^`\n]+)`\*\*\n\n```\w+\n(.*?)```/gs)].map(
    ([, name = '', code = '']) => ({ name, code }),
  )

it('examples/component-tests consists of what docs/testing.md and the recipe for Jest show', () => {
  const shown = [
    ...filesIn('docs/testing.md'),
    ...filesIn('docs/getting-started.md').filter(({ name }) => name === 'src/Providers.tsx'),
    ...filesIn('docs/testing-recipes.md').filter(({ name }) => /jest/i.test(name)),
  ]
  const code = readdirSync(`${root}${example}/src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `src/${name}`)
  const names = [...code, 'vite.config.ts', 'jest.config.js', 'jest.crypto.js', 'vitestForJest.js']
  expect(shown.map(({ name }) => name).sort()).toEqual(names.sort())
  expect(shown).toEqual(shown.map(({ name }) => ({ name, code: read(`${example}/${name}`) })))
})
