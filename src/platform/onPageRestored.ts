import { onPageEvent } from './onPageEvent.ts'

/**
 * Calls `listener` when the page comes back from the back/forward cache, where it heard nothing of
 * other tabs, until the returned function is called.
 */
export const onPageRestored = (listener: () => void): (() => void) =>
  onPageEvent('pageshow', ({ persisted }) => {
    if (persisted) listener()
  })
