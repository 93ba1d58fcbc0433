import { PassError } from './PassError.ts'

/** Still answered with a 429 after the bounded retries. */
export class PassThrottledError extends PassError {
  override readonly name = 'PassThrottledError'
  declare readonly code: 'throttled'

  constructor(
    /** When to try again, in ms from now: our estimate, for a page cannot read the server's. */
    readonly retryAfter: number,
  ) {
    super('Adobe Pass throttles this device (HTTP 429)', {
      code: 'throttled',
      retryable: true,
    })
  }
}
