import * as z from 'zod/mini'
import { PassTokenError } from '../errors/PassTokenError.ts'
import type { Answer } from './answer.ts'
import { once } from './once.ts'
import { readDcrAnswer } from './readDcrAnswer.ts'
import type { ClientCredentials } from './registration.ts'
import type { WireRequest } from './WireRequest.ts'

const PATH = '/o/client/token'

/** A bearer token (RFC 6750) and its lifetime, in ms since the epoch by this device's clock. */
export interface AccessToken {
  /** The token itself, as `Authorization: Bearer` carries it. A secret: do not log it. */
  readonly value: string
  /** When the response arrived. */
  readonly issuedAt: number
  /**
   * When it expires: `issuedAt` plus the `expires_in` of the response. The client renews it before.
   */
  readonly expiresAt: number
}

/** Builds the schema of the response, which takes milliseconds. */
export const tokenSchema = once(() =>
  z.object({
    // Only what a header can carry: anything else would fail each call like a network error.
    access_token: z.string().check(z.regex(/^[!-~]+$/)),
    token_type: z.string().check(z.regex(/^bearer$/i)),
    // Seconds above 0, as a number or a string.
    expires_in: z.union([
      z.number().check(z.positive()),
      z.pipe(z.string().check(z.regex(/^(?=.*[1-9])\d+(\.\d+)?$/)), z.transform(Number)),
    ]),
  }),
)

/**
 * Builds the token request (RFC 6749 section 4.4.2). The secret is in the body, never in the URL.
 */
export const tokenRequest = ({ clientId, clientSecret }: ClientCredentials): WireRequest => ({
  path: PATH,
  type: 'application/x-www-form-urlencoded',
  body: String(
    new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    }),
  ),
})

/**
 * Reads an access token from the response (RFC 6749 section 5). Its lifetime starts now: the
 * server's `created_at` is never compared with this device's clock.
 *
 * @throws {@link PassTokenError} if the server refuses, `PassResponseError` if its response cannot
 * be read.
 */
export function readToken(answer: Answer): AccessToken {
  const { access_token, expires_in } = readDcrAnswer(answer, {
    path: PATH,
    schema: tokenSchema,
    Refused: PassTokenError,
  })
  const issuedAt = Date.now()
  return { value: access_token, issuedAt, expiresAt: issuedAt + expires_in * 1000 }
}
