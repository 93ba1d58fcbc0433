import { PassError } from './PassError.ts'
import { refusalMessage } from './refusalMessage.ts'

/** What the refusals of the two DCR endpoints share. */
export abstract class PassOAuthError extends PassError {
  constructor(
    /** The OAuth error code; `undefined` where the server failed (5xx) without saying why. */
    readonly code: string | undefined,
    /** The HTTP status. */
    readonly status: number,
  ) {
    super(refusalMessage(code, status), {
      retryable: status >= 500,
    })
  }
}
