import { PassError } from './PassError.ts'

/**
 * An answer that is not what the protocol says: HTML, truncated or oversized JSON, a redirect, a
 * missing or malformed field.
 */
export class PassResponseError extends PassError {
  override readonly name = 'PassResponseError'
  declare readonly code: 'response'

  constructor(
    message: string,
    /** The HTTP status, `0` for a redirect that the browser hides. */
    readonly status: number,
    /** Where the answer is wrong, as paths such as `profiles.X.notAfter`, never values. */
    readonly issues: readonly string[] = [],
  ) {
    super(`${message} (HTTP ${status})`, { code: 'response' })
  }
}
