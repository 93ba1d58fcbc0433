import type { PassEmulator } from '../PassEmulator.ts'
import { abortable } from './abortable.ts'
import { allowedHeaders, allowedMethods } from './cors.ts'
import { preflightedHeaders } from './preflightedHeaders.ts'

const headersOnTheList = new Set(allowedHeaders.toLowerCase().split(', '))
const methodsOnTheList = new Set(['HEAD', ...allowedMethods.split(', ')])
const plainMethods = new Set(['GET', 'HEAD', 'POST'])

const base = () => globalThis.location?.href ?? 'http://localhost/'

function toRequest(input: Request | string | URL, init: RequestInit = {}) {
  // The signal is handled separately: Node's Request does not accept jsdom's.
  const { signal, ...rest } = init
  if (typeof input === 'object' && 'url' in input) {
    return {
      request: new Request(input, rest),
      signal: signal === undefined ? input.signal : signal,
    }
  }
  const url = new URL(typeof input === 'string' ? input : input.href, base())
  return { request: new Request(url.href, rest), signal }
}

/** What {@link createPageFetch} needs to know about the edge. */
export interface PageEdge {
  readonly handle: PassEmulator['handle']
  /** Takes a token for a preflight, if preflights cost one. Returns `false` if it is refused. */
  readonly takeForPreflight: () => boolean
  readonly allowAllHeaders: boolean
}

/**
 * Creates a `fetch` like that of a page on another origin. A request that its preflight blocks
 * rejects.
 */
export function createPageFetch({
  handle,
  takeForPreflight,
  allowAllHeaders,
}: PageEdge): PassEmulator['fetch'] {
  const passPreflight = (request: Request) => {
    if (request.method === 'OPTIONS') return
    const asked = preflightedHeaders(request.headers)
    if (asked.length === 0 && plainMethods.has(request.method)) return
    if (!takeForPreflight()) throw new TypeError('Failed to fetch')
    const header = asked.find((name) => !headersOnTheList.has(name))
    if (header && !allowAllHeaders) {
      throw new TypeError(
        `Failed to fetch: request header ${header} is not allowed by access-control-allow-headers in the preflight response`,
      )
    }
    if (!methodsOnTheList.has(request.method)) {
      throw new TypeError(
        `Failed to fetch: method ${request.method} is not allowed by access-control-allow-methods in the preflight response`,
      )
    }
  }

  return async (input, init) => {
    const { request, signal } = toRequest(input, init)
    if (signal?.aborted) throw signal.reason
    if (!new URL(request.url).pathname.startsWith('/__emulator/')) passPreflight(request)
    return abortable(handle(request), signal)
  }
}
