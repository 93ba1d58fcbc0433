import * as z from 'zod/mini'
import { PassRegistrationError } from '../errors/PassRegistrationError.ts'
import type { Answer } from './answer.ts'
import { once } from './once.ts'
import { absentIfOdd } from './orElse.ts'
import { readDcrAnswer } from './readDcrAnswer.ts'
import type { WireRequest } from './WireRequest.ts'

const PATH = '/o/client/register'

/** The scope that a registered application needs for REST API V2. */
export const V2_SCOPE = 'api:client:v2'

/** The credentials from a registration. They never expire, and losing them signs viewers out. */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: string
  /**
   * Set if the registration listed its scopes without `api:client:v2`. Adobe Pass then issues
   * tokens, but answers every protected call with a 401.
   */
  readonly lacksV2Scope?: true | undefined
}

/** Builds the registration request (RFC 7591 section 3.1) from a software statement. */
export const registrationRequest = (
  software_statement: string,
  redirect_uri: string | undefined,
): WireRequest => ({
  path: PATH,
  type: 'application/json;charset=utf-8',
  body: JSON.stringify({ software_statement, redirect_uri }),
})

const filled = () => z.string().check(z.regex(/\S/))

const schema = once(() =>
  z.object({
    client_id: filled(),
    client_secret: filled(),
    // A list or a string. Any other value is ignored.
    scopes: absentIfOdd(z.union([z.array(z.unknown()), z.string()])),
  }),
)

/**
 * Reads client credentials from the response (RFC 7591 section 3.2). Only the id and the secret are
 * required; other fields may be odd or missing.
 *
 * @throws {@link PassRegistrationError} if the server refuses, `PassResponseError` if its response
 * cannot be read.
 */
export function readRegistration(answer: Answer): ClientCredentials {
  const { client_id, client_secret, scopes } = readDcrAnswer(answer, {
    path: PATH,
    schema,
    Refused: PassRegistrationError,
  })
  const listed = typeof scopes === 'string' ? scopes.split(/\s+/) : scopes
  return {
    clientId: client_id,
    clientSecret: client_secret,
    ...(listed && !listed.includes(V2_SCOPE) && { lacksV2Scope: true }),
  }
}
