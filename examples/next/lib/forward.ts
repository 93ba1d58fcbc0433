import { serverClient } from './pass'

/** Headers that end here: those of this connection, and those that are ours and not Adobe's. */
const NOT_FORWARDED = [
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'forwarded',
  'host',
  'keep-alive',
  'referer',
  'te',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]

/** `fetch` has decoded the body, and a cookie of Adobe's must not become one of ours. */
const NOT_RETURNED = [
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
]

/** A route handler that forwards a call to Adobe Pass, with the viewer's address. */
export async function forward(request: Request): Promise<Response> {
  const headers = without(NOT_FORWARDED, request.headers)
  // Next has set it, unless the server in front of it has. It may write an IPv4 address as IPv6.
  const viewer = request.headers.get('x-forwarded-for') ?? ''
  headers.set('x-forwarded-for', viewer.replaceAll('::ffff:', ''))
  try {
    const { pathname, search } = new URL(request.url)
    const { origin } = await serverClient()
    const url = origin + pathname + search
    // The viewer opens this page. Cookies that it sets must be Adobe's, not ours.
    if (pathname.startsWith('/api/v2/authenticate/')) return Response.redirect(url)

    const answer = await fetch(url, {
      method: request.method,
      headers,
      body: request.method === 'GET' ? undefined : await request.arrayBuffer(),
      cache: 'no-store',
      redirect: 'manual',
      signal: request.signal,
    })
    return new Response(answer.body, {
      status: answer.status,
      headers: without(NOT_RETURNED, answer.headers),
    })
  } catch {
    return new Response('Adobe Pass cannot be reached', { status: 502 })
  }
}

function without(names: readonly string[], given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of names) headers.delete(name)
  return headers
}
