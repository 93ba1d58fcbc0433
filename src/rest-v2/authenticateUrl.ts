import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { isId } from '../wire/encoding.ts'

/**
 * `GET /api/v2/authenticate/{serviceProvider}/{code}`: the URL at which the viewer signs in. Open
 * it in a browser, do not call it. It leads to the MVPD and back to the session's `redirectUrl`.
 *
 * @throws PassConfigurationError if the client has no `serviceProvider`, or the code is not one.
 */
export function authenticateUrl(
  client: {
    /** The API origin. `'/'`, the page's own on a server, gives a path instead of a URL. */
    readonly origin: string
    /** The id of the service provider. */
    readonly serviceProvider: string | undefined
  },
  {
    code,
  }: {
    /** The code of a session. */
    readonly code: string
  },
): string {
  const { origin, serviceProvider = '' } = client
  if (!isId(serviceProvider)) {
    throw new PassConfigurationError('authenticateUrl needs the client option serviceProvider')
  }
  if (!isId(code)) {
    throw new PassConfigurationError('authenticateUrl needs the code of a session')
  }
  // On a server the page's own origin is unknown: return a path.
  const base = origin === '/' ? '' : origin
  return `${base}/api/v2/authenticate/${[serviceProvider, code].map(encodeURIComponent).join('/')}`
}
