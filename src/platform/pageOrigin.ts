import { attempt } from './attempt.ts'

/** The value of the option `origin` that means the page's own origin. */
export const PAGE_ORIGIN = '/'

/**
 * The page's own origin. `undefined` on a server, and in a page that was not loaded over HTTP(S).
 * A `srcdoc` frame inherits it, and its `location` does not tell.
 */
export function pageOrigin(): string | undefined {
  // Old versions of happy-dom know only the one of `location`.
  const read = () => self.origin ?? location.origin
  const origin = typeof document === 'undefined' ? undefined : attempt(read)
  return origin && /^https?:/.test(origin) ? origin : undefined
}
