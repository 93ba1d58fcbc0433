import type { ApiOperation } from './ApiOperation.ts'
import { findSession } from './findSession.ts'
import { missingParameters } from './missingParameters.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : 'Unknown')

/** `GET /api/v2/{serviceProvider}/sessions/{code}`: what a session knows, and for which device it is. */
export const sessionStatus: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/sessions/:code',
  answer: ({ serviceProvider, params: { code = '' } }, state) => {
    const session = findSession(serviceProvider, code, state)
    if (session instanceof Response) return session
    const { parameters, deviceInfo, notBefore, notAfter } = session
    const missing = missingParameters(parameters, state.domainParameter)
    return Response.json({
      existingParameters: { ...parameters, serviceProvider },
      ...(missing.length > 0 && { missingParameters: missing }),
      device: {
        type: text(deviceInfo['primaryHardwareType']),
        model: text(deviceInfo['model']),
        operatingSystem: { name: text(deviceInfo['osName']) },
      },
      notBefore: String(notBefore),
      notAfter: String(notAfter),
    })
  },
}
