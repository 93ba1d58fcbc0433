import * as z from 'zod/mini'
import { oauthError } from '../errors/oauthError.ts'
import { parseJson } from '../parseJson.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { isDcrRequest } from './isDcrRequest.ts'

const registration = z.object({
  software_statement: z.string(),
  // Checked later, because it has its own error.
  redirect_uri: z.optional(z.unknown()),
})

const redirectUri = z.optional(z.string().check(z.refine((uri) => URL.canParse(uri))))

/** `POST /o/client/register`: returns client credentials for a software statement (RFC 7591). */
export async function register(request: Request, state: EmulatorState): Promise<Response> {
  const { data: body } = registration.safeParse(parseJson(await request.text()))
  if (!isDcrRequest(request, 'application/json') || !body) return oauthError('invalid_request')

  const verdict = await state.statements.check(body.software_statement)
  if (verdict === 'invalid') return oauthError('invalid_software_statement')
  if (verdict === 'revoked') return oauthError('unapproved_software_statement')

  const { success, data: uri } = redirectUri.safeParse(body.redirect_uri)
  if (!success) return oauthError('invalid_redirect_uri')
  const client = state.clients.register(uri === undefined ? [] : [uri], verdict.application)
  return Response.json(
    {
      client_id: client.id,
      client_secret: client.secret,
      client_id_issued_at: Math.floor(client.issuedAt / 1000),
      redirect_uris: client.redirectUris,
      grant_types: ['client_credentials'],
      scopes: state.scopes,
    },
    { status: 201 },
  )
}
