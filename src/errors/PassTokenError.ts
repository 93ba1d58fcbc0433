import { PassOAuthError } from './PassOAuthError.ts'

/**
 * `POST /o/client/token` was refused (RFC 6749 section 5.2): `code` is `invalid_client`,
 * `unauthorized_client`, `unsupported_grant_type` or `invalid_request`.
 */
export class PassTokenError extends PassOAuthError {
  override readonly name = 'PassTokenError'
}
