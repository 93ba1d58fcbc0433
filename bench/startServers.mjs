import { servePassEmulator } from '../dist/emulator/index.js'
import { startIdentityProvider } from './identityProvider.mjs'

/**
 * Starts the emulator and the OpenID provider, both on loopback and without throttling.
 *
 * @param {{ latency: number }} options the ms before each answer.
 */
export async function startServers({ latency }) {
  const [{ emulator, origin, close }, provider] = await Promise.all([
    servePassEmulator({ latency, throttle: false }),
    startIdentityProvider({ latency }),
  ])
  const statement = await emulator.softwareStatement()
  const client = await register(origin, statement)
  const provide = (origin) => ({
    options: { origin },
    setTokenLifetime: provider.setTokenLifetime,
    tokenRequests: provider.tokenRequests,
  })
  return {
    servers: {
      emulator: {
        options: { origin, statement, ...client },
        setTokenLifetime: emulator.setTokenLifetime,
        tokenRequests: () => emulator.log.filter(isTokenRequest).length,
      },
      provider: provide(provider.origin),
      secureProvider: provide(provider.secureOrigin),
    },
    async close() {
      await Promise.all([close(), provider.close()])
    },
  }
}

/** Registers a client for libraries that do not register: the emulator requires it for tokens. */
async function register(origin, statement) {
  const response = await fetch(`${origin}/o/client/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ software_statement: statement }),
  })
  const { client_id, client_secret } = await response.json()
  if (!client_id) throw new Error('The emulator has not registered the client')
  return { clientId: client_id, clientSecret: client_secret }
}

function isTokenRequest({ method, url }) {
  return method === 'POST' && url.endsWith('/o/client/token')
}
