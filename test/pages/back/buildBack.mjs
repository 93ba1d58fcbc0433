import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const root = here('../../../')

/**
 * Builds the page for `redirectUrl` into `folder` in both ways that users have: `blank.html`,
 * bundled with `react-adobe-pass/back` as published, and `copied/blank.html`, next to a copy of the
 * published file.
 *
 * @param {string} folder
 */
export async function buildBack(folder) {
  const app = await mkdtemp(join(tmpdir(), 'back-'))
  try {
    const installed = join(app, 'node_modules/react-adobe-pass')
    const dist = join(installed, 'dist')
    await Promise.all([
      cp(here('.'), app, { recursive: true }),
      mkdir(installed, { recursive: true }),
    ])
    await Promise.all([
      cp(join(root, 'package.json'), join(installed, 'package.json')),
      promisify(execFile)(join(root, 'node_modules/.bin/tsc'), [
        ...['-p', join(root, 'tsconfig.build.json')],
        ...['--outDir', dist],
      ]),
    ])
    await build({
      configFile: false,
      root: app,
      logLevel: 'error',
      publicDir: false,
      build: {
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { input: join(app, 'blank.html') },
      },
    })
    await mkdir(join(folder, 'copied'))
    await cp(here('blank.html'), join(folder, 'copied/blank.html'))
    await cp(join(dist, 'entitlement/back.js'), join(folder, 'copied/blank.js'))
  } finally {
    await rm(app, { recursive: true, force: true })
  }
}
