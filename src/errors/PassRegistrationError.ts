import { PassOAuthError } from './PassOAuthError.ts'

/**
 * `POST /o/client/register` was refused (RFC 7591 section 3.2.2): `code` is
 * `invalid_software_statement`, `unapproved_software_statement`, `invalid_redirect_uri` or
 * `invalid_request`.
 */
export class PassRegistrationError extends PassOAuthError {
  override readonly name = 'PassRegistrationError'
}
