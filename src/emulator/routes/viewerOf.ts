import type { SingleSignOnToken, Viewer } from '../state/signIns.ts'
import type { ApiCall } from './ApiOperation.ts'

// A JWS in its compact form has three parts, a JWE five.
const jws = /^[\w-]+\.[\w-]+\.[\w-]+$/
const jwsOrJwe = /^[\w-]+\.[\w-]*\.[\w-]+(\.[\w-]+\.[\w-]+)?$/

const singleSignOnHeaders: readonly (readonly [string, SingleSignOnToken['type'], RegExp])[] = [
  ['adobe-subject-token', 'platformSSO', jwsOrJwe],
  ['x-roku-reserved-roku-connect-token', 'platformSSO', jwsOrJwe],
  ['ad-service-token', 'serviceTokenSSO', jws],
]

/** Who asks. What does not look like a single sign-on token signs nobody on; Adobe names no error for it. */
export const viewerOf = ({ request, client }: Pick<ApiCall, 'request' | 'client'>): Viewer => ({
  client: client.id,
  device: request.headers.get('ap-device-identifier') ?? '',
  tokens: singleSignOnHeaders.flatMap(([header, type, form]) => {
    const value = request.headers.get(header)
    return value !== null && form.test(value) ? [{ type, value }] : []
  }),
})
