import { attempt } from './attempt.ts'

/** The option `origin` that stands for the page's own. */
export const PAGE_ORIGIN = '/'

/** The page's own origin. `undefined` on a server, and in a page that came over another protocol. */
export function pageOrigin(): string | undefined {
  const origin = typeof document === 'undefined' ? undefined : attempt(() => location.origin)
  return origin && /^https?:/.test(origin) ? origin : undefined
}
