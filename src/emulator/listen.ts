import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { PassEmulator } from './PassEmulator.ts'

const reachable: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }

/** Serves an emulator with Node's HTTP server. Rejects with Node's error if it cannot listen. */
export async function listen(
  emulator: PassEmulator,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const listener = getRequestListener(
    async (request, { incoming }) => {
      try {
        return await emulator.handle(request, { device: incoming.socket?.remoteAddress ?? host })
      } catch {
        incoming.socket?.destroy()
        return RESPONSE_ALREADY_SENT
      }
    },
    { overrideGlobalObjects: false },
  )
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  // Browsers silently repeat a request that was cut on a reused connection, so `fail('network')`
  // would have no effect.
  server.maxRequestsPerSocket = 1
  server.listen(port, host)
  await once(server, 'listening')

  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  const name = reachable[host] ?? (host.includes(':') ? `[${host}]` : host)
  return {
    origin: `http://${name}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
