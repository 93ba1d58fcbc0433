import type { SingleSignOnToken, Viewer } from '../state/signIns.ts'
import type { ApiCall } from './ApiOperation.ts'

// A compact JWS has three parts, a JWE five.
const jws = /^[\w-]+\.[\w-]+\.[\w-]+$/
const jwsOrJwe = /^[\w-]+\.[\w-]*\.[\w-]+(\.[\w-]+\.[\w-]+)?$/

const singleSignOnHeaders: readonly (readonly [string, SingleSignOnToken['type'], RegExp])[] = [
  ['adobe-subject-token', 'platformSSO', jwsOrJwe],
  ['x-roku-reserved-roku-connect-token', 'platformSSO', jwsOrJwe],
  ['ad-service-token', 'serviceTokenSSO', jws],
]

/**
 * Returns the viewer who makes a call. A malformed single sign-on token is ignored: Adobe documents
 * no error for it.
 */
export const viewerOf = ({ request, client }: Pick<ApiCall, 'request' | 'client'>): Viewer => ({
  client: client.id,
  device: request.headers.get('ap-device-identifier') ?? '',
  tokens: singleSignOnHeaders.flatMap(([header, type, form]) => {
    const value = request.headers.get(header)
    return value !== null && form.test(value) ? [{ type, value }] : []
  }),
})
