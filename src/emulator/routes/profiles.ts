import type { ApiOperation } from './ApiOperation.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'

/** `GET /api/v2/{serviceProvider}/profiles`: the viewer's sign-ins on this client and device. */
export const profiles: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles',
  answer: ({ request, client }, { clients }) => {
    const refusal = refuseDeviceHeaders(request, { identifier: 'required' })
    if (refusal) return refusal
    const device = request.headers.get('ap-device-identifier') ?? ''
    return Response.json({ profiles: clients.profiles(client.id, device) })
  },
}
