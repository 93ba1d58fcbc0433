// dist/ from src/: tsc writes the library file by file, so that 'use client' stays where it stands,
// and Vite bundles the emulator with its server parts, so that users install nothing for it. zod comes
// with this package and is left out, so that an application has it once.
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const tsc = (project) =>
  execFileSync(here('node_modules/.bin/tsc'), ['-p', here(project)], { stdio: 'inherit' })

try {
  rmSync(here('dist'), { recursive: true, force: true })
  tsc('tsconfig.build.json')
  tsc('tsconfig.emulator.json')
  await bundleEmulator()
  chmodSync(here('dist/emulator/cli.js'), 0o755)
} catch (error) {
  // tsc has printed what is wrong; anything else has not.
  if (error.status === undefined) console.error(error)
  process.exitCode = 1
}

async function bundleEmulator() {
  await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: here('dist/emulator'),
      emptyOutDir: false,
      minify: false,
      license: { fileName: 'THIRD-PARTY-LICENSES.md' },
      lib: {
        entry: { index: here('src/emulator/index.ts'), cli: here('src/emulator/cli.ts') },
        formats: ['es'],
      },
      rolldownOptions: {
        external: (id) => isBuiltin(id) || id === 'zod/mini',
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}
