import { attempt } from './attempt.ts'

/** Whether the browser reports that this page is hidden. */
export const isPageHidden = (): boolean => attempt(() => document.visibilityState) === 'hidden'

/** Whether the viewer uses this page now. A hidden page never has the focus. */
export const hasFocus = (): boolean => attempt(() => document.hasFocus()) === true

/** Calls `listener` when the page is hidden or shown, until the returned function is called. */
export function onVisibilityChange(listener: () => void): () => void {
  attempt(() => document.addEventListener('visibilitychange', listener))
  return () => {
    attempt(() => document.removeEventListener('visibilitychange', listener))
  }
}
