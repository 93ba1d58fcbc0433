import { Hono } from 'hono'
import { enhancedError } from '../errors/enhancedError.ts'
import { invalidToken } from '../errors/invalidToken.ts'
import type { ClientApplication } from '../state/clients.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { authenticate } from './authenticate.ts'
import { configuration } from './configuration.ts'
import { createPartnerProfile } from './createPartnerProfile.ts'
import { createPartnerSession } from './createPartnerSession.ts'
import { createSession } from './createSession.ts'
import { authorize, preauthorize } from './decisions.ts'
import { logout } from './logout.ts'
import { methodNotAllowed } from './methodNotAllowed.ts'
import { profileByCode } from './profileByCode.ts'
import { profileByMvpd } from './profileByMvpd.ts'
import { profiles } from './profiles.ts'
import { resumeSession } from './resumeSession.ts'
import { sessionStatus } from './sessionStatus.ts'

// A new operation needs its own file and a line here.
const operations: readonly ApiOperation[] = [
  configuration,
  createSession,
  resumeSession,
  sessionStatus,
  profiles,
  profileByMvpd,
  profileByCode,
  preauthorize,
  authorize,
  logout,
  createPartnerSession,
  createPartnerProfile,
]

interface ApiEnv {
  Variables: { client: ClientApplication }
}

/**
 * REST API V2: everything under `/api/v2`. Checks the token first, then the path, then the
 * operation.
 */
export function apiRoutes(state: EmulatorState): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()

  app.get('/authenticate/:serviceProvider/:code', (c) =>
    authenticate(c.req.raw, c.req.param(), state),
  )
  app.all('/authenticate/:serviceProvider/:code', () => methodNotAllowed('GET'))

  app.use(async (c, next) => {
    const [scheme, value] = c.req.header('authorization')?.split(' ') ?? []
    const token = scheme?.toLowerCase() === 'bearer' && value ? state.tokens.find(value) : undefined
    if (!token) return invalidToken()
    const client = state.clients.find(token.clientId)
    if (!client) return enhancedError('invalid_access_token_client_application')
    if (!token.good || !state.scopes.includes('api:client:v2')) return invalidToken()
    c.set('client', client)
    return next()
  })

  for (const { method, path, answer } of operations) {
    app.on(method, path, (c) => {
      const all: Readonly<Record<string, string>> = c.req.param()
      const { serviceProvider = '', ...params } = all
      if (!state.covers(serviceProvider)) {
        return enhancedError('invalid_access_token_service_provider')
      }
      const client = c.get('client')
      return answer({ request: c.req.raw, client, serviceProvider, params }, state)
    })
  }

  for (const path of new Set(operations.map((operation) => operation.path))) {
    const methods = operations.filter((operation) => operation.path === path)
    app.all(path, () => methodNotAllowed(...methods.map(({ method }) => method)))
  }

  return app.all('*', () => Response.json({ error: 'not_found' }, { status: 404 }))
}
