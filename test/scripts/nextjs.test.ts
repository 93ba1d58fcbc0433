import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

const page = read('docs/nextjs.md')
const blocks = [...page.matchAll(/\*\*`([^`\n]+)`\*\*\n\n```tsx?\n(.*?)```/gs)].map(
  ([, file = '', code]) => ({ file, code }),
)

it('docs/nextjs.md shows the whole example', () => {
  expect(blocks.length).toBeGreaterThan(10)
})

it.each(blocks)('docs/nextjs.md shows $file as examples/next has it', ({ file, code }) => {
  expect(code).toBe(read(`examples/next/${file}`))
})
