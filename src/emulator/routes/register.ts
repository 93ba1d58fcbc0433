import { oauthError } from '../errors/oauthError.ts'
import { isRecord } from '../isRecord.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { isDcrRequest } from './isDcrRequest.ts'
import { parseJson } from './parseJson.ts'

const isAbsoluteUrl = (value: unknown): value is string =>
  typeof value === 'string' && URL.canParse(value)

/** `POST /o/client/register`: a software statement in, client credentials out (RFC 7591). */
export async function register(request: Request, state: EmulatorState): Promise<Response> {
  const body = parseJson(await request.text())
  if (!isDcrRequest(request, 'application/json') || !isRecord(body)) {
    return oauthError('invalid_request')
  }
  const { software_statement: statement, redirect_uri: redirectUri } = body
  if (typeof statement !== 'string') return oauthError('invalid_request')

  const verdict = await state.statements.check(statement)
  if (verdict === 'invalid') return oauthError('invalid_software_statement')
  if (verdict === 'revoked') return oauthError('unapproved_software_statement')

  if (redirectUri !== undefined && !isAbsoluteUrl(redirectUri)) {
    return oauthError('invalid_redirect_uri')
  }
  const client = state.clients.register(redirectUri === undefined ? [] : [redirectUri])
  return Response.json(
    {
      client_id: client.id,
      client_secret: client.secret,
      client_id_issued_at: Math.floor(client.issuedAt / 1000),
      redirect_uris: client.redirectUris,
      grant_types: ['client_credentials'],
      scopes: ['api:client:v2'],
    },
    { status: 201 },
  )
}
