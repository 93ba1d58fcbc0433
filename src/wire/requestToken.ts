import { PassTokenError } from '../errors/PassTokenError.ts'
import type { Answer } from './answer.ts'
import { readDcrAnswer, textLike } from './readDcrAnswer.ts'
import type { ClientCredentials } from './registerClient.ts'
import type { WireRequest } from './WireRequest.ts'

const PATH = '/o/client/token'

/** A bearer token (RFC 6750) and its life, in ms since the epoch by this device's clock. */
export interface AccessToken {
  readonly value: string
  /** When the answer arrived. */
  readonly issuedAt: number
  readonly expiresAt: number
}

const checks = {
  // What a header can carry: anything else would fail every call as if the network were down.
  access_token: textLike(/^[!-~]+$/),
  token_type: textLike(/^bearer$/i),
  // Seconds above 0, as a number or as a text.
  expires_in: (value: unknown) =>
    textLike(/^(?=.*[1-9])\d+(\.\d+)?$/)(typeof value === 'number' ? String(value) : value),
}

/** Builds the token request (RFC 6749 section 4.4.2), its secret in the body, never in the URL. */
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
 * Reads the answer (RFC 6749 section 5): an access token, its life counted from now. The server's
 * own `created_at` is never compared with this device's clock.
 *
 * @throws {@link PassTokenError} where the server refuses, `PassResponseError` where its answer
 * cannot be read.
 */
export function readToken(answer: Answer): AccessToken {
  const fields = readDcrAnswer(answer, PATH, checks, PassTokenError)
  const issuedAt = Date.now()
  return {
    value: String(fields.access_token),
    issuedAt,
    expiresAt: issuedAt + Number(fields.expires_in) * 1000,
  }
}
