import { PassError } from './PassError.ts'
import type { OAuthErrorCode } from './PassErrorCode.ts'
import { refusalMessage } from './refusalMessage.ts'

/** The base class for refusals by the two DCR endpoints. */
export abstract class PassOAuthError extends PassError {
  declare readonly code: OAuthErrorCode | (string & {}) | undefined

  constructor(
    /** The OAuth error code; `undefined` if the server failed (5xx) without saying why. */
    code: OAuthErrorCode | (string & {}) | undefined,
    /** The HTTP status. */
    readonly status: number,
  ) {
    super(refusalMessage(code, status), { code, retryable: status >= 500 })
  }
}
