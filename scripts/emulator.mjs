// The emulator over HTTP, straight from src/, on any Node we support: Vite strips the types.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { freePort } from './port.mjs'

/** Serves a fresh emulator; resolves with its `origin`, the `emulator`, and `close()`. */
export async function startEmulator({ port = 8787 } = {}) {
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  })
  const { servePassEmulator } = await vite.ssrLoadModule('/src/emulator/index.ts')
  const served = await servePassEmulator({ port: await freePort(port) })
  return {
    ...served,
    async close() {
      await served.close()
      await vite.close()
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } })
  const { origin, close } = await startEmulator({ port: Number(values.port) })
  const statement = await (await fetch(`${origin}/__emulator/statement`)).text()
  console.log(`Emulator: ${origin}\n\nSoftware statement:\n${statement}`)
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
}
