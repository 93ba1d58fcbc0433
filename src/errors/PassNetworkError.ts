import { PassError } from './PassError.ts'

/** The options of a {@link PassNetworkError}. */
export interface PassNetworkErrorOptions {
  /** The `offline` of the error. Default `false`. */
  readonly offline?: boolean
  /** What `fetch` rejected with. Default: none. */
  readonly cause?: unknown
}

/** No response: the device is offline, CORS hides the response, or it took too long. */
export class PassNetworkError extends PassError {
  override readonly name = 'PassNetworkError'
  declare readonly code: 'network' | 'timeout'
  /** Whether the browser reported that there is no network. The client does not retry then. */
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
