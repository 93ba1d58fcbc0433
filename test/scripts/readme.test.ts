import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}.readme-samples`
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Adds the code around a sample that the README shows as a fragment. */
function whole(sample: string) {
  if (sample.startsWith('<PassProvider')) {
    return `import { PassProvider } from 'react-adobe-pass'
declare const statement: string
declare const Providers: () => null
export const Sample = () => (${sample})`
  }
  if (sample.startsWith('emulator.')) {
    return `import { createPassEmulator } from 'react-adobe-pass/emulator'
const emulator = createPassEmulator()
${sample}`
  }
  return sample.replace(
    "import { Providers } from './Providers'",
    'declare const Providers: () => null',
  )
}

it('README and docs samples compile with and without noUncheckedIndexedAccess', () => {
  const guides = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'))
  const text = ['README.md', ...guides.map((name) => `docs/${name}`)]
    .map((path) => readFileSync(root + path, 'utf8'))
    .join('\n')
  const samples = [...text.matchAll(/```tsx?\n(.*?)```/gs)].map(([, code = '']) => whole(code))
  expect(samples.length).toBeGreaterThan(5)

  mkdirSync(folder, { recursive: true })
  const files = samples.map((code, i) => {
    writeFileSync(`${folder}/sample${i}.tsx`, `${code}\nexport {}\n`)
    return `sample${i}.tsx`
  })
  const configure = (noUncheckedIndexedAccess: boolean) =>
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({
        extends: '../tsconfig.json',
        compilerOptions: {
          noUnusedLocals: false,
          noUncheckedIndexedAccess,
          paths: {
            'react-adobe-pass': ['../src/index.ts'],
            'react-adobe-pass/rest-v2': ['../src/rest-v2/index.ts'],
            'react-adobe-pass/entitlement': ['../src/entitlement/index.ts'],
            'react-adobe-pass/emulator': ['../src/emulator/index.ts'],
          },
        },
        include: [],
        files,
      }),
    )
  for (const isChecked of [true, false]) {
    configure(isChecked)
    const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, ['-p', folder], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
  }
})
