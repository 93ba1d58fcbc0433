import { monotonicNow } from '../platform/monotonicNow.ts'
import { pageOrigin } from '../platform/pageOrigin.ts'

/** ms for which browsers remember a preflight whose response names no time (Fetch, 4.9). */
const MEMORY = 5_000

/** A request, as far as it matters for its preflight. */
export interface PreflightedRequest {
  readonly method: string
  readonly url: string
  /** Chromium does not use what it remembers for `no-store`. */
  readonly cache: RequestCache
  /** A navigation has no preflight. */
  readonly mode?: 'navigate'
}

/** What is known of the preflight of a request that is sent now. */
export interface Preflight {
  /** How many requests the server gets: 2 with a preflight, else 1. */
  readonly cost: number
  /** Reports that the preflight has succeeded, so the browser remembers it. */
  readonly passed: () => void
}

/** Knows for which requests the browser sends a CORS preflight. */
export interface Preflights {
  readonly of: (request: PreflightedRequest) => Preflight
}

/**
 * Creates the record of the page's preflights. All requests of this package to another origin have
 * one, because of their headers.
 */
export function createPreflights(): Preflights {
  /** When the browser forgets each preflight, by `monotonicNow`. */
  const remembered = new Map<string, number>()
  const keyOf = ({ method, url }: PreflightedRequest) => `${method} ${url}`
  const isPreflighted = ({ url, mode }: PreflightedRequest) =>
    typeof document !== 'undefined' && mode !== 'navigate' && new URL(url).origin !== pageOrigin()

  return {
    of(request) {
      const now = monotonicNow()
      const until = remembered.get(keyOf(request)) ?? -Infinity
      const isRemembered = request.cache !== 'no-store' && until > now
      if (isRemembered || !isPreflighted(request)) return { cost: 1, passed() {} }
      return {
        cost: 2,
        passed() {
          for (const [key, until] of remembered) if (until <= now) remembered.delete(key)
          // Not from when the response arrived: the browser remembers from the preflight on.
          remembered.set(keyOf(request), now + MEMORY)
        },
      }
    },
  }
}
