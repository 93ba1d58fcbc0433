import type { ApiOperation } from './ApiOperation.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/** `GET /api/v2/{serviceProvider}/profiles`: the viewer's sign-ins on this client and device. */
export const profiles: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles',
  answer: (call, { signIns }) =>
    refuseDeviceHeaders(call.request, { identifier: 'required' }) ??
    Response.json({ profiles: signIns.list(viewerOf(call)) }),
}
