import { mkdtemp } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = (file: string) =>
  fileURLToPath(new URL(`../../src/emulator/${file}`, import.meta.url))

/** Bundles the emulator as it is published, server parts included. Returns folder and chunks. */
export async function bundled() {
  // Inside node_modules, so that the bundle can resolve zod.
  const outDir = await mkdtemp(
    fileURLToPath(new URL('../../node_modules/.emulator-', import.meta.url)),
  )
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir,
      minify: false,
      lib: {
        entry: {
          index: source('index.ts'),
          cli: source('cli.ts'),
        },
        formats: ['es'],
        fileName: (_, name) => `${name}.mjs`,
      },
      rolldownOptions: {
        external: (id) => isBuiltin(id) || id === 'zod/mini',
        output: { chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('The build gave no output')
  return { outDir, chunks: output.output.filter((file) => file.type === 'chunk') }
}
