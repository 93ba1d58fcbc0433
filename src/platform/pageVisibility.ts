import { attempt } from './attempt.ts'

/** Whether the browser says that nobody sees this page. */
export const isPageHidden = (): boolean => attempt(() => document.visibilityState) === 'hidden'

/** Whether the viewer uses this page now: no page has the focus while it is hidden. */
export const hasFocus = (): boolean => attempt(() => document.hasFocus()) === true

/** Calls `listener` when the page is hidden or shown, until the returned function is called. */
export function onVisibilityChange(listener: () => void): () => void {
  attempt(() => document.addEventListener('visibilitychange', listener))
  return () => {
    attempt(() => document.removeEventListener('visibilitychange', listener))
  }
}
