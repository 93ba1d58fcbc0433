import { decodeJsonHeader } from '../deviceHeaders.ts'

const secretParameters = ['client_id', 'client_secret', 'software_statement', 'access_token']

/**
 * Whether a call of `/o/client/*` passes the checks that both endpoints share: its media type, a
 * missing or well-formed device info, and no secret in the URL.
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
