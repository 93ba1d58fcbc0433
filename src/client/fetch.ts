import type { AuthorizedFetch } from './authorizedFetch.ts'
import type { PassClient } from './PassClient.ts'

/** Creates a `fetch` with a bearer token. It takes the same arguments as the global one. */
export function createFetch(authorizedFetch: AuthorizedFetch): PassClient['fetch'] {
  return async (input, init) => {
    if (typeof input !== 'object' || !('url' in input)) {
      return (await authorizedFetch(input, init ?? {}, { raw: true })).response
    }
    const { url, method, headers, signal, credentials, keepalive, mode } = input
    // A `Request` that was given no cache mode says `default`.
    const cache = input.cache !== 'default' && { cache: input.cache }
    // Not the body's stream: it could not be sent again.
    const body = /^(GET|HEAD)$/.test(method) ? null : await input.arrayBuffer()
    const given = { method, headers, signal, ...cache, credentials, keepalive, mode, body }
    return (await authorizedFetch(url, { ...given, ...init }, { raw: true })).response
  }
}
