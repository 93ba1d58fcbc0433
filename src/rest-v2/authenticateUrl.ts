import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { isId } from '../wire/encoding.ts'

/**
 * `GET /api/v2/authenticate/{serviceProvider}/{code}`: the address at which the viewer signs in. It
 * is opened in a browser, not called, and leads to the MVPD and back to the session's
 * `redirectUrl`.
 *
 * @throws PassConfigurationError where the client has no `serviceProvider`, or the code is none.
 */
export function authenticateUrl(
  client: { readonly origin: string; readonly serviceProvider: string | undefined },
  { code }: { readonly code: string },
): string {
  const { origin, serviceProvider = '' } = client
  if (!isId(serviceProvider)) {
    throw new PassConfigurationError('authenticateUrl needs the client option serviceProvider')
  }
  if (!isId(code)) {
    throw new PassConfigurationError('authenticateUrl needs the code of a session')
  }
  // On a server the page's own origin is not known: from there it is a path.
  const base = origin === '/' ? '' : origin
  return `${base}/api/v2/authenticate/${[serviceProvider, code].map(encodeURIComponent).join('/')}`
}
