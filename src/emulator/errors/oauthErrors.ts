import type { FailureTarget } from '../PassEmulator.ts'

/**
 * The error codes of Dynamic Client Registration (RFC 7591, RFC 6749), and the calls that return
 * them.
 */
export const oauthErrors: ReadonlyMap<string, readonly FailureTarget[]> = new Map([
  ['invalid_request', ['register', 'token']],
  ['invalid_redirect_uri', ['register']],
  ['invalid_software_statement', ['register']],
  ['unapproved_software_statement', ['register']],
  ['invalid_client', ['token']],
  ['unauthorized_client', ['token']],
  ['unsupported_grant_type', ['token']],
])
