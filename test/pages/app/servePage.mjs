import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import { apiProxy } from '../../../scripts/proxy.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Builds a page from source and serves it on a free port of loopback.
 *
 * @param {object} [options]
 * @param {'app' | 'journey' | 'growth' | '../matrix/page'} [options.page] the folder of the page. Default `'app'`.
 * @param {'production' | 'development'} [options.mode] which React: the development one checks, and
 * renders twice under StrictMode. Default `'production'`.
 * @param {Record<string, string>} [options.headers] sent with every file.
 * @param {() => string} [options.proxyTo] the origin of an API that the page's origin proxies.
 * @param {(folder: string) => Promise<unknown>} [options.add] adds files to the folder of the page.
 */
export async function servePage({
  page = 'app',
  mode = 'production',
  headers = {},
  proxyTo,
  add,
} = {}) {
  const outDir = await mkdtemp(join(tmpdir(), 'page-'))
  const common = {
    configFile: false,
    root: here(`../${page}`),
    publicDir: here('./public'),
    logLevel: 'error',
  }
  await build({
    ...common,
    mode,
    // Otherwise both follow the NODE_ENV of Vitest, and do not agree.
    oxc: { jsx: { development: mode !== 'production' } },
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    resolve: {
      alias: {
        'react-adobe-pass/entitlement': here('../../../src/entitlement/index.ts'),
        'react-adobe-pass/rest-v2': here('../../../src/rest-v2/index.ts'),
        'react-adobe-pass': here('../../../src/index.ts'),
      },
    },
    build: { outDir, emptyOutDir: true, minify: mode === 'production' },
  })
  await add?.(outDir)
  const server = await preview({
    ...common,
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers,
      ...(proxyTo && { proxy: apiProxy(proxyTo) }),
    },
  })
  const { port } = server.httpServer.address()
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
