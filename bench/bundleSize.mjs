import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from '@size-limit/esbuild'
import file from '@size-limit/file'
import sizeLimit from 'size-limit'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const peers = ['react', 'react-dom', '@tanstack/react-query']

/** The min+gzip bytes that an adapter imports from its library, without the peer dependencies. */
export async function bundleSize(name) {
  const source = readFileSync(here(`libraries/${name}.jsx`), 'utf8')
  const imports = [...source.matchAll(/import \{([^}]+)\} from '([^']+)'/g)]
    .filter(([, , from]) => !peers.includes(from))
    .map(([, names, from]) => [
      names,
      from === 'react-adobe-pass' ? here('../dist/index.js') : from,
    ])
  if (imports.length === 0) return null

  // In this folder, so that the packages are resolved.
  const folder = mkdtempSync(here('.size-'))
  try {
    const entry = join(folder, 'entry.js')
    writeFileSync(
      entry,
      imports.map(([names, from]) => `export {${names}} from '${from}'`).join('\n'),
    )
    const check = { files: [entry], ignore: peers, gzip: true, modifyEsbuildConfig }
    const [{ size }] = await sizeLimit([esbuild, file], { checks: [check] })
    return size
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function modifyEsbuildConfig(config) {
  return { ...config, format: 'esm' }
}
