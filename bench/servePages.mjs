import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

// Without these two headers, a page's clock ticks every 100 µs; with them, every 5 µs.
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/**
 * Builds a page for each library, with production React, and serves them on a free loopback port.
 * All share the same React and TanStack Query. This package comes from dist/.
 *
 * @param {string[]} names the names of libraries/<name>.jsx.
 */
export async function servePages(names) {
  const outDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const common = { configFile: false, root: here('page'), logLevel: 'error' }
  for (const name of names) {
    await build({
      ...common,
      base: `/${name}/`,
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: {
        alias: {
          library: here(`libraries/${name}.jsx`),
          'react-adobe-pass': here('../dist/index.js'),
        },
        dedupe: ['react', 'react-dom', '@tanstack/react-query'],
      },
      build: { outDir: join(outDir, name), emptyOutDir: true },
    })
  }
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: isolation },
  })
  const { port } = server.httpServer.address()
  return {
    url: (name) => `http://127.0.0.1:${port}/${name}/`,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
