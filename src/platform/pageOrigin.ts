import { attempt } from './attempt.ts'

/** The value of the option `origin` that means the page's own origin. */
export const PAGE_ORIGIN = '/'

/**
 * The page's own origin. `undefined` on a server, and in a page that was not loaded over HTTP(S).
 */
export function pageOrigin(): string | undefined {
  const origin = typeof document === 'undefined' ? undefined : attempt(() => location.origin)
  return origin && /^https?:/.test(origin) ? origin : undefined
}
