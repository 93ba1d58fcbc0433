import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { findSession } from './findSession.ts'
import { profileAnswer } from './profileAnswer.ts'
import { readTemporaryIdentity } from './readTemporaryIdentity.ts'

/**
 * `GET /api/v2/{serviceProvider}/profiles/code/{code}`: the profile of a session's sign-in. The
 * session's device counts, not the device that asks.
 */
export const profileByCode: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles/code/:code',
  answer: ({ request, serviceProvider, params: { code = '' } }, state) => {
    const session = findSession(serviceProvider, code, state)
    if (session instanceof Response) return session
    const temporary = readTemporaryIdentity(request)
    if (temporary === 'malformed') {
      return enhancedError('invalid_header_identity_for_temporary_access')
    }
    const mvpd = state.findMvpd(session.parameters.mvpd)
    if (!mvpd) return Response.json({ profiles: {} })
    return profileAnswer({ viewer: session.viewer, mvpd, identity: temporary?.identity }, state)
  },
}
