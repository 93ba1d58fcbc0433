import { decodeJsonHeader } from '../deviceHeaders.ts'

const secretParameters = ['client_id', 'client_secret', 'software_statement', 'access_token']

/**
 * Whether a call of `/o/client/*` is in order as far as both endpoints agree: its media type, a
 * device info that is left out or well formed, and no secret in the address.
 */
export function isDcrRequest(request: Request, mediaType: string): boolean {
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const deviceInfo = request.headers.get('x-device-info')
  const { searchParams } = new URL(request.url)
  return (
    contentType === mediaType &&
    (deviceInfo === null || decodeJsonHeader(deviceInfo) !== undefined) &&
    !secretParameters.some((name) => searchParams.has(name))
  )
}
