import { oauthError } from '../errors/oauthError.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { isDcrRequest } from './isDcrRequest.ts'

/** Returns a form field that occurs exactly once and is not empty (RFC 6749 section 3.2). */
function single(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name)
  return values.length === 1 && values[0] !== '' ? values[0] : undefined
}

/**
 * `POST /o/client/token`: returns an access token for client credentials (RFC 6749 section 4.4).
 */
export async function token(request: Request, state: EmulatorState): Promise<Response> {
  const form = new URLSearchParams(await request.text())
  if (!isDcrRequest(request, 'application/x-www-form-urlencoded')) {
    return oauthError('invalid_request')
  }
  const id = single(form, 'client_id')
  const secret = single(form, 'client_secret')
  const grantType = single(form, 'grant_type')
  if (!id || !secret || !grantType) return oauthError('invalid_request')
  if (grantType !== 'client_credentials') return oauthError('unsupported_grant_type')

  const client = state.clients.find(id)
  if (client?.secret !== secret) return oauthError('invalid_client')

  const issued = state.tokens.issue(client)
  // Not at the registration: a client that never receives its credentials must not use them up.
  for (const { mvpd, profile } of state.pendingSignIns.take(client.application)) {
    state.signIns.addToClient(client.id, mvpd, profile)
  }
  return Response.json(
    {
      id: issued.id,
      access_token: issued.value,
      created_at: issued.createdAt,
      expires_in: issued.expiresIn,
      token_type: 'bearer',
    },
    { status: 201, headers: { 'cache-control': 'no-store' } },
  )
}
