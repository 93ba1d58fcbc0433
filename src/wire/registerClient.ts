import * as z from 'zod/mini'
import { PassRegistrationError } from '../errors/PassRegistrationError.ts'
import type { Answer } from './answer.ts'
import { once } from './once.ts'
import { absentIfOdd } from './orElse.ts'
import { readDcrAnswer } from './readDcrAnswer.ts'
import type { WireRequest } from './WireRequest.ts'

const PATH = '/o/client/register'

/** The scope that REST API V2 asks of a registered application. */
export const V2_SCOPE = 'api:client:v2'

/** The pair that a registration yields. It is valid without limit: losing it signs viewers out. */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: string
  /**
   * Set if the registration named its scopes, and `api:client:v2` was not among them: Adobe Pass
   * then issues tokens, and answers every protected call with a 401.
   */
  readonly lacksV2Scope?: true | undefined
}

/** Builds the registration request (RFC 7591 section 3.1): a software statement in. */
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
    // A list or a text; whatever else it is says nothing.
    scopes: absentIfOdd(z.union([z.array(z.unknown()), z.string()])),
  }),
)

/**
 * Reads the answer (RFC 7591 section 3.2): client credentials out. It needs the pair; everything
 * else may be odd or missing.
 *
 * @throws {@link PassRegistrationError} if the server refuses, `PassResponseError` if its answer
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
