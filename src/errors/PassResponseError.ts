import { PassError } from './PassError.ts'

/**
 * The response does not follow the protocol: HTML, truncated or oversized JSON, a redirect, a
 * missing or malformed field.
 */
export class PassResponseError extends PassError {
  override readonly name = 'PassResponseError'
  declare readonly code: 'response'

  constructor(
    message: string,
    /** The HTTP status, `0` for a redirect that the browser hides. */
    readonly status: number,
    /** Paths of the invalid fields, such as `profiles.X.notAfter`. Never values. */
    readonly issues: readonly string[] = [],
  ) {
    super(`${message} (HTTP ${status})`, { code: 'response' })
  }
}
