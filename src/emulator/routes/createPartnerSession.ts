import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { missingParameters } from './missingParameters.ts'
import { readPartnerStatus } from './partnerStatus.ts'
import { readForm } from './readForm.ts'
import { recognisedDevice } from './recognisedDevice.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { sessionAnswer } from './sessionAnswer.ts'
import { takeParameters } from './takeParameters.ts'
import { viewerOf } from './viewerOf.ts'

const authenticationRequest = () => ({
  type: 'saml',
  request: btoa(`<samlp:AuthnRequest ID="_${crypto.randomUUID()}" Version="2.0"/>`),
  attributesNames: ['userID', 'upstreamUserID', 'householdID'],
})

/**
 * `POST /api/v2/{serviceProvider}/sessions/sso/{partner}`: returns the request for the partner's
 * framework. If the partner cannot sign in, returns an ordinary session: `pfs_fallback` (see
 * `partnerStatus`), `configuration_fallback` (the MVPD has no platform services),
 * `missing_parameters_fallback`.
 */
export const createPartnerSession: ApiOperation = {
  method: 'POST',
  path: '/:serviceProvider/sessions/sso/:partner',
  answer: async (call, state) => {
    const { request, serviceProvider, params } = call
    const refusal = refuseDeviceHeaders(request, { identifier: 'required' })
    if (refusal) return refusal
    if (params['partner'] !== 'Apple') return enhancedError('invalid_parameter_partner')
    const form = await readForm(request)
    const status = readPartnerStatus(request.headers.get('ap-partner-framework-status'), state)
    if ('code' in status && state.partnerStatus === 'refuse') return enhancedError(status.code)

    const { mvpd } = status
    const parameters = mvpd ? { mvpd: mvpd.id } : {}
    form.delete('mvpd')
    const invalid = takeParameters(form, parameters, state)
    if (invalid) return enhancedError(invalid)
    const session = state.sessions.create({
      serviceProvider,
      viewer: viewerOf(call),
      device: recognisedDevice(request),
      parameters,
    })
    const fallback = (reasonType: string) =>
      Response.json(sessionAnswer(session, state, { incomplete: 'resume', reasonType }))

    if ('code' in status || !mvpd) return fallback('pfs_fallback')
    if (!mvpd.enablePlatformServices) return fallback('configuration_fallback')
    if (missingParameters(parameters, state.domainParameter).length > 0) {
      return fallback('missing_parameters_fallback')
    }
    const answer = sessionAnswer(session, state, { incomplete: 'resume' })
    if (answer.actionName === 'authorize') return Response.json(answer)
    return Response.json({
      actionName: 'partner_profile',
      actionType: 'direct',
      reasonType: 'none',
      url: `/api/v2/${encodeURIComponent(serviceProvider)}/profiles/sso/Apple`,
      sessionId: session.id,
      mvpd: mvpd.id,
      serviceProvider,
      authenticationRequest: authenticationRequest(),
    })
  },
}
