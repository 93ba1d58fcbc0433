import { mkdtemp } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = (file: string) =>
  fileURLToPath(new URL(`../../src/emulator/${file}`, import.meta.url))

/** The emulator as it is published: bundled with its server parts. Gives its folder and its chunks. */
export async function bundled() {
  const outDir = await mkdtemp(join(tmpdir(), 'emulator-'))
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
      rolldownOptions: { external: isBuiltin, output: { chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('The build gave no output')
  return { outDir, chunks: output.output.filter((file) => file.type === 'chunk') }
}
