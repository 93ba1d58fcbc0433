import { attempt } from './attempt.ts'

/**
 * Whether the browser says that there is no network. Some TVs and web views always say so: it is a
 * reason not to try again, and none not to try.
 */
export const isOffline = (): boolean => attempt(() => navigator.onLine) === false
