import { attempt } from './attempt.ts'

/** The value of the option `origin` that means the page's own origin. */
export const PAGE_ORIGIN = '/'

/**
 * The page's own origin. `undefined` on a server, and in a page that was not loaded over HTTP(S).
 * A `srcdoc` frame inherits it, and its `location` does not tell.
 */
export function pageOrigin(): string | undefined {
  if (typeof document === 'undefined') return undefined
  const isWeb = (origin: unknown) => /^https?:/.test(String(origin))
  // Second, because a script can replace it.
  return [attempt(() => location.origin), attempt(() => self.origin)].find(isWeb)
}
