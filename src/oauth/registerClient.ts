import type { Answer } from './answer.ts'
import { PassRegistrationError } from './errors/PassRegistrationError.ts'
import { readDcrAnswer, textLike } from './readDcrAnswer.ts'
import type { WireRequest } from './WireRequest.ts'

const PATH = '/o/client/register'

/** The pair that a registration yields. It is valid without limit: losing it signs viewers out. */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: string
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
 * Reads the answer (RFC 7591 section 3.2): client credentials out. Fields that this package does
 * not use may be missing.
 *
 * @throws {@link PassRegistrationError} where the server refuses, `PassResponseError` where its
 * answer cannot be read.
 */
export function readRegistration(answer: Answer): ClientCredentials {
  const fields = readDcrAnswer(answer, PATH, checks, PassRegistrationError)
  return { clientId: String(fields.client_id), clientSecret: String(fields.client_secret) }
}
