import { decodeJsonHeader } from '../deviceHeaders.ts'
import { asListed } from '../mvpdCatalogue.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'

/** `GET /api/v2/{serviceProvider}/configuration`: the MVPDs to choose from. */
export const configuration: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/configuration',
  answer: ({ request, serviceProvider }, { domains = ['localhost', 'example.com'], mvpds }) => {
    const refusal = refuseDeviceHeaders(request, { identifier: 'optional' })
    if (refusal) return refusal
    const device = decodeJsonHeader(request.headers.get('x-device-info') ?? '') ?? {}
    return Response.json({
      device: device['primaryHardwareType'] ?? 'Unknown',
      clientType: 'html5',
      os: device['osName'] ?? 'Unknown',
      requestor: {
        id: serviceProvider,
        name: serviceProvider,
        domains: domains.map((name) => ({ name, mvpdInitiated: false })),
        mvpds: mvpds.filter(({ hidden }) => !hidden).map(asListed),
      },
    })
  },
}
