/**
 * The request headers that Adobe's edge allows pages on other origins to send, in Adobe's spelling.
 */
export const allowedHeaders =
  'ap_11, ap_42, ap_z, ap_19, ap_21, ap_23, authorization, content-type, pass_sfp, AP-Session-Identifier, AP-Device-Identifier, AP-SDK-Identifier, X-Device-Info'

/** The methods that Adobe's edge allows. */
export const allowedMethods = 'POST, GET, OPTIONS, DELETE'

const exposedHeaders = 'pass_sfp, Authzf-Error-Code, Authzf-Sub-Error-Code, Authzf-Error-Details'

function originHeaders(request: Request): Headers {
  const origin = request.headers.get('origin')
  if (origin === null) return new Headers()
  return new Headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': exposedHeaders,
    vary: 'Origin',
  })
}

/** Returns `response` with the headers that let the page on the request's origin read it. */
export function withCors(request: Request, response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of originHeaders(request)) headers.set(name, value)
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}

/** Returns the response to a preflight. */
export function preflight(
  request: Request,
  { allowAllHeaders }: { readonly allowAllHeaders: boolean },
): Response {
  const headers = originHeaders(request)
  if (headers.has('access-control-allow-origin')) {
    const asked = request.headers.get('access-control-request-headers')
    headers.set('access-control-allow-methods', allowedMethods)
    headers.set('access-control-allow-headers', (allowAllHeaders && asked) || allowedHeaders)
  }
  return new Response(null, { status: 204, headers })
}
