// A small OpenID provider for the libraries that sign in a viewer: it redirects back at once with a
// code, checks PKCE, and answers over real HTTP with CORS.
import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { selfSignedCertificate } from './selfSignedCertificate.mjs'

/**
 * Serves the provider on two free loopback ports: over HTTP, and over HTTPS for libraries that
 * require it. Both share one state.
 *
 * @param {{ latency: number }} options ms before each answer.
 */
export async function startIdentityProvider({ latency }) {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwks = {
    keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }],
  }
  const codes = new Map()
  const refreshTokens = new Map()
  let tokenLifetime = 3_600
  let tokenRequests = 0

  const routes = {
    '/.well-known/openid-configuration': ({ origin }) => json(metadata(origin)),
    '/.well-known/jwks.json': () => json(jwks),
    '/authorize': authorize,
    '/oauth/token': token,
    '/api/resource': ({ request }) =>
      request.headers.authorization?.startsWith('Bearer ') ? json({ ok: true }) : json({}, 401),
  }

  function authorize({ url }) {
    const asked = Object.fromEntries(url.searchParams)
    const code = randomUUID()
    codes.set(code, asked)
    const answer = new URLSearchParams({ code, state: asked.state })
    const mark = asked.response_mode === 'fragment' ? '#' : '?'
    return { status: 302, headers: { location: `${asked.redirect_uri}${mark}${answer}` } }
  }

  async function token({ body, origin }) {
    tokenRequests++
    const form = Object.fromEntries(new URLSearchParams(body))
    if (form.grant_type === 'refresh_token') {
      const session = refreshTokens.get(form.refresh_token)
      return session
        ? grant(session, form.refresh_token, origin)
        : json({ error: 'invalid_grant' }, 400)
    }
    const session = codes.get(form.code)
    codes.delete(form.code)
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url')
    if (session?.code_challenge !== challenge) return json({ error: 'invalid_grant' }, 400)
    const refreshToken = randomUUID()
    refreshTokens.set(refreshToken, { ...session, nonce: undefined })
    return grant(session, refreshToken, origin)
  }

  async function grant({ client_id, nonce, scope }, refreshToken, origin) {
    const claims = { nonce, sid: 'session', name: 'Viewer', preferred_username: 'viewer' }
    return json({
      access_token: await sign({ scope }, { origin, audience: 'api', lifetime: tokenLifetime }),
      id_token: await sign(claims, { origin, audience: client_id, lifetime: 86_400 }),
      refresh_token: refreshToken,
      expires_in: tokenLifetime,
      token_type: 'Bearer',
      scope,
    })
  }

  function sign(claims, { origin, audience, lifetime }) {
    const now = Math.floor(Date.now() / 1_000)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'JWT' })
      .setIssuer(`${origin}/`)
      .setSubject('viewer')
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(privateKey)
  }

  async function answer(request, response) {
    const origin = `${request.socket.encrypted ? 'https' : 'http'}://${request.headers.host}`
    const url = new URL(request.url, origin)
    let body = ''
    for await (const chunk of request) body += chunk
    const preflight = request.method === 'OPTIONS'
    const route = preflight ? () => ({ status: 204 }) : routes[url.pathname]
    const [{ status = 200, headers, text }] = await Promise.all([
      route ? route({ request, url, body, origin }) : json({}, 404),
      new Promise((resolve) => setTimeout(resolve, latency)),
    ])
    response.writeHead(status, { ...cors(request), ...headers }).end(text)
  }

  const secure = createSecureServer(selfSignedCertificate(), answer)
  const plain = createServer(answer)
  const [secureOrigin, origin] = [
    `https://${await listen(secure)}`,
    `http://${await listen(plain)}`,
  ]
  return {
    origin,
    secureOrigin,
    tokenRequests: () => tokenRequests,
    setTokenLifetime: (seconds) => {
      tokenLifetime = seconds
    },
    async close() {
      await Promise.all([plain, secure].map(stop))
    },
  }
}

function metadata(origin) {
  return {
    issuer: `${origin}/`,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

function cors({ headers }) {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-allow-methods': 'GET, POST',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'cache-control': 'no-store',
  }
}

function json(value, status = 200) {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) }
}

async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${server.address().port}`
}

async function stop(server) {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
