import { PassError } from './PassError.ts'

/** What is known of a {@link PassNetworkError} besides its message. */
export interface PassNetworkErrorOptions {
  readonly offline?: boolean
  readonly cause?: unknown
}

/** No answer came: the device is offline, CORS hides the answer, or it took too long. */
export class PassNetworkError extends PassError {
  override readonly name = 'PassNetworkError'
  declare readonly code: 'network' | 'timeout'
  /** Whether the browser said that there is no network: then the client did not try again. */
  readonly offline: boolean

  constructor(
    message: string,
    /** Whether the client's `timeout` ended the request. */
    readonly timedOut: boolean,
    { offline = false, cause }: PassNetworkErrorOptions = {},
  ) {
    super(message, { code: timedOut ? 'timeout' : 'network', retryable: true, cause })
    this.offline = offline
  }
}
