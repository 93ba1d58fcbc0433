import { attempt } from './attempt.ts'

/**
 * Whether the browser reports that there is no network. Some TVs and web views always report that:
 * use it to skip a retry, never to skip the first try.
 */
export const isOffline = (): boolean => attempt(() => navigator.onLine) === false
