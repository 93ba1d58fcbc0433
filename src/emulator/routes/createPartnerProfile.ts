import { enhancedError } from '../errors/enhancedError.ts'
import { createPartnerProfile as createProfile } from '../state/profiles.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { readPartnerStatus } from './partnerStatus.ts'
import { readForm } from './readForm.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * `POST /api/v2/{serviceProvider}/profiles/sso/{partner}`: creates a profile from the response of
 * the partner's framework. Accepts any base64 as `SAMLResponse`.
 */
export const createPartnerProfile: ApiOperation = {
  method: 'POST',
  path: '/:serviceProvider/profiles/sso/:partner',
  answer: async (call, state) => {
    const { request, params } = call
    const refusal = refuseDeviceHeaders(request, { identifier: 'required' })
    if (refusal) return refusal
    if (params['partner'] !== 'Apple') return enhancedError('invalid_parameter_partner')
    const form = await readForm(request)
    const status = readPartnerStatus(request.headers.get('ap-partner-framework-status'), state)
    if ('code' in status) return enhancedError(status.code)
    if (!base64.test(form.get('SAMLResponse') ?? '')) {
      return enhancedError('invalid_parameter_saml_response')
    }
    const { mvpd } = status
    const profile = createProfile(mvpd, state.clock.now())
    state.signIns.add(viewerOf(call), mvpd.id, profile)
    return Response.json({ profiles: { [mvpd.id]: profile } }, { status: 201 })
  },
}
