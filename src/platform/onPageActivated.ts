import { attempt } from './attempt.ts'
import { isPageHidden } from './pageVisibility.ts'

/**
 * Calls `listener` when the viewer may see the page: at once, unless the browser prerenders it.
 * Meanwhile a browser grants no Web Locks, the page has a copy of the tab's `sessionStorage` that
 * is thrown away, and the viewer may never come.
 */
export function onPageActivated(listener: () => void): void {
  const listen = () => {
    document.addEventListener('prerenderingchange', listener, { once: true })
    return true
  }
  if (!isPrerendering() || !attempt(listen)) listener()
}

/** Resolves when the viewer may see the page. */
export const pageActivated = (): Promise<void> => new Promise(onPageActivated)

/** A prerendered page is hidden: a browser that says otherwise is not believed. */
const isPrerendering = () => isPageHidden() && attempt(readPrerendering) === true

function readPrerendering() {
  const { prerendering }: Document & { readonly prerendering?: boolean } = document
  return prerendering
}
