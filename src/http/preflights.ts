import { monotonicNow } from '../platform/monotonicNow.ts'
import { pageOrigin } from '../platform/pageOrigin.ts'

/** ms for which browsers remember a preflight whose response names no time (Fetch, 4.9). */
const MEMORY = 5_000

/** A request, as far as it matters for its preflight. */
export interface PreflightedRequest {
  readonly method: string
  readonly url: string
}

/** Knows for which requests the browser sends a CORS preflight. */
export interface Preflights {
  /** How many requests the server gets for this one: 2 with a preflight, else 1. */
  readonly cost: (request: PreflightedRequest) => number
  /** Reports that a response arrived, so the preflight has succeeded and is remembered. */
  readonly passed: (request: PreflightedRequest) => void
}

/**
 * Creates the record of the page's preflights. All requests of this package to another origin have
 * one, because of their headers.
 */
export function createPreflights(): Preflights {
  /** When the browser forgets each preflight, by `monotonicNow`. */
  const remembered = new Map<string, number>()
  const keyOf = ({ method, url }: PreflightedRequest) => `${method} ${url}`
  const isPreflighted = ({ url }: PreflightedRequest) =>
    typeof document !== 'undefined' && new URL(url).origin !== pageOrigin()

  return {
    cost: (request) =>
      isPreflighted(request) && !((remembered.get(keyOf(request)) ?? 0) > monotonicNow()) ? 2 : 1,
    passed(request) {
      const now = monotonicNow()
      for (const [key, until] of remembered) if (until <= now) remembered.delete(key)
      remembered.set(keyOf(request), now + MEMORY)
    },
  }
}
