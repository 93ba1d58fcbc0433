import type { FailureTarget } from '../PassEmulator.ts'

/**
 * Returns the kind of call for a path. `undefined` if it is neither registration nor REST API V2.
 */
export function callTarget(pathname: string): FailureTarget | undefined {
  if (pathname === '/o/client/register') return 'register'
  if (pathname === '/o/client/token') return 'token'
  return pathname.startsWith('/api/v2/') ? 'api' : undefined
}
