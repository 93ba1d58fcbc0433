import { createServer } from 'node:net'

/** The first free TCP port from `port` upwards on loopback. */
export async function freePort(port) {
  for (let candidate = port; candidate < port + 100; candidate++) {
    if ((await isFree(candidate, '127.0.0.1')) && (await isFree(candidate, '::'))) return candidate
  }
  throw new Error(`No free port from ${port} to ${port + 99}`)
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 has nobody listening there.
    server.once('error', ({ code }) => resolve(code !== 'EADDRINUSE'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
