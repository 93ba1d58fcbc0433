import { request as httpRequest } from 'node:http'
import { createServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { selfSignedCertificate } from './selfSignedCertificate.mjs'

/**
 * Serves an HTTP origin over HTTPS, on a free loopback port, and keeps connections open.
 *
 * @param {string} origin
 * @param {(text: string) => string} [change] gets every answer to a GET, and returns what to send.
 */
export async function startSecureFront(origin, change = (text) => text) {
  const server = createServer(selfSignedCertificate(), async (request, response) => {
    const { method, url, headers } = request
    const plain = { ...headers, 'accept-encoding': 'identity' }
    const forwarded = httpRequest(origin + url, { method, headers: plain })
    request.pipe(forwarded)
    const answer = await new Promise((resolve, reject) => {
      forwarded.once('response', resolve).once('error', reject)
    })
    const kept = { ...answer.headers }
    delete kept.connection
    delete kept['content-length']
    // As sites do: the name of such a file changes with its content.
    if (url.includes('/assets/')) kept['cache-control'] = 'max-age=31536000, immutable'
    const body = await text(answer)
    response.writeHead(answer.statusCode, kept).end(method === 'GET' ? change(body) : body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
