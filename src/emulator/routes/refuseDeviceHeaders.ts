import { decodeJsonHeader, isDeviceIdentifier } from '../deviceHeaders.ts'
import { enhancedError } from '../errors/enhancedError.ts'

/**
 * The refusal of a call whose `X-Device-Info` or `AP-Device-Identifier` is malformed, if one is;
 * or missing, if `identifier` is required.
 */
export function refuseDeviceHeaders(
  request: Request,
  { identifier }: { readonly identifier: 'required' | 'optional' },
): Response | undefined {
  const deviceIdentifier = request.headers.get('ap-device-identifier')
  const good =
    deviceIdentifier === null ? identifier === 'optional' : isDeviceIdentifier(deviceIdentifier)
  if (!good) return enhancedError('invalid_header_device_identifier')

  const deviceInfo = request.headers.get('x-device-info')
  if (deviceInfo !== null && !decodeJsonHeader(deviceInfo)) {
    return enhancedError('invalid_header_device_info')
  }
  return undefined
}
