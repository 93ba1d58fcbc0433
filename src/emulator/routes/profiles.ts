import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { refusePartnerStatus } from './partnerStatus.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * `GET /api/v2/{serviceProvider}/profiles`: the viewer's sign-ins on this client and device. As
 * Adobe documents, it lists only regular and single sign-on profiles: only `profiles/{mvpd}`
 * returns temporary and degraded ones.
 */
export const profiles: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles',
  answer: (call, state) => {
    const refusal = refuseDeviceHeaders(call.request, { identifier: 'required' })
    if (refusal) return refusal
    const partnerRefusal = refusePartnerStatus(call.request, undefined, state)
    if (partnerRefusal) return enhancedError(partnerRefusal)
    const all = Object.entries(state.signIns.list(viewerOf(call)))
    const listed = all.filter(([, { type }]) => type !== 'temporary' && type !== 'degraded')
    return Response.json({ profiles: Object.fromEntries(listed) })
  },
}
