import type { ApiOperation } from './ApiOperation.ts'
import { findSession } from './findSession.ts'
import { missingParameters } from './missingParameters.ts'

/** `GET /api/v2/{serviceProvider}/sessions/{code}`: the parameters of a session, and its device. */
export const sessionStatus: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/sessions/:code',
  answer: ({ serviceProvider, params: { code = '' } }, state) => {
    const session = findSession(serviceProvider, code, state)
    if (session instanceof Response) return session
    const { device, notBefore, notAfter } = session
    const { domainName, ...parameters } = session.parameters
    const missing = missingParameters(session.parameters, state.domainParameter)
    return Response.json({
      existingParameters: {
        ...parameters,
        ...(domainName !== undefined && { [state.domainParameter]: domainName }),
        serviceProvider,
      },
      ...(missing.length > 0 && { missingParameters: missing }),
      device,
      notBefore: String(notBefore),
      notAfter: String(notAfter),
    })
  },
}
