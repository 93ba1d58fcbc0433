import { decodeJsonHeader, isDeviceIdentifier } from '../deviceHeaders.ts'
import { enhancedError } from '../errors/enhancedError.ts'

/**
 * Returns a refusal if `X-Device-Info` or `AP-Device-Identifier` is malformed, or if a required
 * `AP-Device-Identifier` is missing.
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
