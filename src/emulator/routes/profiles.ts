import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { refusePartnerStatus } from './partnerStatus.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/** `GET /api/v2/{serviceProvider}/profiles`: the viewer's sign-ins on this client and device. */
export const profiles: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles',
  answer: (call, state) => {
    const refusal = refuseDeviceHeaders(call.request, { identifier: 'required' })
    if (refusal) return refusal
    const partnerRefusal = refusePartnerStatus(call.request, undefined, state)
    if (partnerRefusal) return enhancedError(partnerRefusal)
    return Response.json({ profiles: state.signIns.list(viewerOf(call)) })
  },
}
