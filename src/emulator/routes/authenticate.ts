import { enhancedError } from '../errors/enhancedError.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { findSession } from './findSession.ts'

/**
 * `GET /api/v2/authenticate/{serviceProvider}/{code}`, opened in a user agent: redirects to the
 * MVPD's login page.
 */
export function authenticate(
  request: Request,
  { serviceProvider, code }: { readonly serviceProvider: string; readonly code: string },
  state: EmulatorState,
): Response {
  if (!state.covers(serviceProvider)) return enhancedError('invalid_parameter_service_provider')
  const session = findSession(serviceProvider, code, state)
  if (session instanceof Response) return session
  const { mvpd, redirectUrl } = session.parameters
  if (mvpd === undefined) return enhancedError('invalid_parameter_mvpd')
  if (redirectUrl === undefined) return enhancedError('invalid_parameter_redirect_url')
  const login = new URL(`/mvpd/${encodeURIComponent(mvpd)}/login`, request.url)
  login.search = new URLSearchParams({ serviceProvider, code }).toString()
  return new Response(null, { status: 302, headers: { location: login.href } })
}
