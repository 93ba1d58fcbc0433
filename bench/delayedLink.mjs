import { connect, createServer } from 'node:net'

/**
 * Serves a port of this machine over a slow link, on another free port. What is sent arrives in
 * order, half a round trip later. A connection costs a whole round trip before anything is sent.
 *
 * @param {{ port: number, roundTrip: number }} options `roundTrip` in ms.
 */
export async function startDelayedLink({ port, roundTrip }) {
  const sockets = new Set()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    // On this machine the connection stands at once.
    const establishedAt = performance.now() + roundTrip
    forward(near, far, establishedAt)
    forward(far, near, 0)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => [near, far].forEach((end) => void end.destroy()))
      socket.on('close', () => sockets.delete(socket))
    }
  })

  function forward(from, to, establishedAt) {
    const underway = []
    const send = (arrive) => {
      underway.push(arrive)
      const wait = Math.max(establishedAt - performance.now(), 0) + roundTrip / 2
      // Timers of different lengths can fire out of order.
      setTimeout(() => underway.shift()(), wait)
    }
    from.on('data', (chunk) => send(() => to.writable && to.write(chunk)))
    from.on('end', () => send(() => to.end()))
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
