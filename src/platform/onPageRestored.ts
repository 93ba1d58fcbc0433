import { onPageEvent } from './onPageEvent.ts'

/**
 * Calls `listener` when the page is restored from the back/forward cache, until the returned
 * function is called. A page in that cache receives no messages from other tabs.
 */
export const onPageRestored = (listener: () => void): (() => void) =>
  onPageEvent('pageshow', ({ persisted }) => {
    if (persisted) listener()
  })
