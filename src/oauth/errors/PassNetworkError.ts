import { PassError } from './PassError.ts'

/** No answer came: the device is offline, CORS hides the answer, or it took too long. */
export class PassNetworkError extends PassError {
  override readonly name = 'PassNetworkError'

  constructor(
    message: string,
    /** Whether the client's `timeout` ended the request. */
    readonly timedOut: boolean,
    cause?: unknown,
  ) {
    super(message, { retryable: true, cause })
  }
}
