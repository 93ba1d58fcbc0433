import { PassRegistrationError } from '../errors/PassRegistrationError.ts'
import type { Answer } from './answer.ts'
import { readDcrAnswer, textLike } from './readDcrAnswer.ts'
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

const checks = { client_id: textLike(/\S/), client_secret: textLike(/\S/) }

/**
 * Reads the answer (RFC 7591 section 3.2): client credentials out. What it needs is the pair;
 * whatever else there is may be odd or missing.
 *
 * @throws {@link PassRegistrationError} where the server refuses, `PassResponseError` where its
 * answer cannot be read.
 */
export function readRegistration(answer: Answer): ClientCredentials {
  const fields = readDcrAnswer(answer, PATH, checks, PassRegistrationError)
  return {
    clientId: String(fields.client_id),
    clientSecret: String(fields.client_secret),
    ...(lacksV2Scope(fields.scopes) && { lacksV2Scope: true }),
  }
}

/** Whether these are scopes, in a list or a text, without that of REST API V2. */
function lacksV2Scope(scopes: unknown): boolean {
  const listed = typeof scopes === 'string' ? scopes.split(/\s+/) : scopes
  return Array.isArray(listed) && !listed.includes(V2_SCOPE)
}
