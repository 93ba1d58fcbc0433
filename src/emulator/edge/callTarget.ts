import type { FailureTarget } from '../PassEmulator.ts'

/** What kind of call a path is; `undefined` for what is neither registration nor REST API V2. */
export function callTarget(pathname: string): FailureTarget | undefined {
  if (pathname === '/o/client/register') return 'register'
  if (pathname === '/o/client/token') return 'token'
  return pathname.startsWith('/api/v2/') ? 'api' : undefined
}
