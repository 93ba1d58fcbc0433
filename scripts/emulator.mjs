// The emulator straight from src/, on any Node we support: Vite strips the types.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { freePort } from './port.mjs'
import { endOnSignals } from './processes.mjs'

/** Serves a fresh emulator on the first free port from `port`; resolves with its `origin`. */
export async function startEmulator({ port = 8787, ...options } = {}) {
  const { servePassEmulator } = await load('/src/emulator/index.ts')
  return servePassEmulator({ ...options, port: await freePort(port) })
}

/** The server stays open for what the module imports later; it holds no port and no watcher. */
async function load(path) {
  const vite = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  })
  return vite.ssrLoadModule(path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnSignals({ exitCode: 0 })
  process.argv.splice(2, 0, 'emulator')
  await load('/src/emulator/cli.ts')
}
