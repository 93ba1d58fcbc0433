import { PassError } from './PassError.ts'

/** The server still responds with a 429 after the last retry. */
export class PassThrottledError extends PassError {
  override readonly name = 'PassThrottledError'
  declare readonly code: 'throttled'

  constructor(
    /** ms until the next try. An estimate, because a page cannot read the server's value. */
    readonly retryAfter: number,
  ) {
    super('Adobe Pass throttles this device (HTTP 429): try again later, and ask less often', {
      code: 'throttled',
      retryable: true,
    })
  }
}
