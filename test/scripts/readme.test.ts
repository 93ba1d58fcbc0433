import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { type Sample, sampleOf, samplesOf } from './samples.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}.readme-samples`
const testFolder = `${root}.readme-test`
afterAll(() => {
  for (const path of [folder, testFolder]) rmSync(path, { recursive: true, force: true })
})

/** Adds the code around a sample that is shown as a fragment. */
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
  // Every Vite template has the plugin; this repository does not.
  return sample.replace(
    "import react from '@vitejs/plugin-react'",
    "import type { Plugin } from 'vite'\ndeclare const react: () => Plugin",
  )
}

const wholeSamplesOf = (document: string) =>
  samplesOf(document).map(({ title, code }) => ({ title, code: whole(code) }))

/** Writes the samples of a document as the files of an application, and returns their paths. */
function writeSamples(document: string, samples: readonly Sample[], shared: readonly Sample[]) {
  const application = basename(document, '.md') + (document.startsWith('docs/') ? '' : '-root')
  const written = new Set<string>()
  const write = ({ title, code }: Sample, i: number) => {
    // The second sample with the same title shows another version of the file.
    const name = title && !written.has(title) ? title : `src/sample${i}.tsx`
    written.add(name)
    const path = `${application}/${name}`
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true })
    writeFileSync(`${folder}/${path}`, `${code}\nexport {}\n`)
    return path
  }
  const own = samples.map(write)
  // A sample may import the files of the README.
  const others = document === 'docs/testing-recipes.md' ? samplesOf('docs/testing.md') : []
  const missing = [...others, ...shared].filter(({ title }) => title && !written.has(title))
  return [...own, ...missing.map((sample) => write(sample, 0))]
}

it('README and docs samples compile with and without noUncheckedIndexedAccess', () => {
  // The samples of nextjs.md are the files of an example, which its own build compiles.
  const guides = readdirSync(`${root}docs`).filter(
    (name) => name.endsWith('.md') && name !== 'nextjs.md',
  )
  const documents = ['README.md', ...guides.map((name) => `docs/${name}`)]
  const shared = wholeSamplesOf('README.md').filter(({ title }) => title)
  expect(shared.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['src/pass.ts', 'src/App.tsx', 'src/Providers.tsx']),
  )

  const files = documents.flatMap((document) => {
    const samples = wholeSamplesOf(document)
    return samples.length > 0 ? writeSamples(document, samples, shared) : []
  })
  // This repository has none of these. What is imported from them is `any` here.
  const absent = [
    '@tanstack/react-router',
    '@vitejs/plugin-legacy',
    'react-router',
    'react-router/dom',
  ]
  const declarations = absent.map((name) => `declare module '${name}'\n`)
  writeFileSync(`${folder}/absent.d.ts`, declarations.join(''))
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
            'react-adobe-pass/back': ['../src/entitlement/back.ts'],
            'react-adobe-pass/emulator': ['../src/emulator/index.ts'],
            // It only exports this one again.
            '@playwright/test': ['../node_modules/playwright/test.d.ts'],
          },
        },
        include: [],
        files: [...files, 'absent.d.ts'],
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

it('the test in the README passes in a Vitest that is set up as it says', () => {
  mkdirSync(`${testFolder}/src`, { recursive: true })
  for (const title of ['src/Providers.tsx', 'src/Providers.test.tsx']) {
    writeFileSync(`${testFolder}/${title}`, sampleOf('README.md', title))
  }
  writeFileSync(
    `${testFolder}/vite.config.ts`,
    `import { defineConfig } from 'vitest/config'

const src = ${JSON.stringify(`${root}src`)}
export default defineConfig({
  resolve: {
    alias: {
      'react-adobe-pass/rest-v2': \`\${src}/rest-v2/index.ts\`,
      'react-adobe-pass/emulator': \`\${src}/emulator/index.ts\`,
      'react-adobe-pass': \`\${src}/index.ts\`,
    },
  },
  // Testing Library waits for a second, and a busy machine takes longer.
  test: { environment: 'jsdom', testTimeout: 400_000, setupFiles: ${JSON.stringify(`${root}test/setup/patience.ts`)} },
})
`,
  )
  const { stdout } = spawnSync(
    `${root}node_modules/.bin/vitest`,
    ['run', '--root', testFolder, '--reporter=json'],
    { encoding: 'utf8' },
  )
  expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 1 })
})
