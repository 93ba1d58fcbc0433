import { attempt } from './attempt.ts'

/**
 * Calls `listener` when the page comes back from the back/forward cache, where it heard nothing of
 * other tabs, until the returned function is called.
 */
export function onPageRestored(listener: () => void): () => void {
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener()
  }
  attempt(() => addEventListener('pageshow', onPageShow))
  return () => {
    attempt(() => removeEventListener('pageshow', onPageShow))
  }
}
