/** What a {@link PassError} may be told besides its message. */
export interface PassErrorOptions {
  readonly retryable?: boolean
  readonly cause?: unknown
}

/**
 * The base of every error of this package: `error instanceof PassError` covers them all.
 *
 * None of them holds a secret, in no property and in no `cause`.
 */
export class PassError extends Error {
  override readonly name: string = 'PassError'
  /** Whether the same call may succeed later, without anybody changing anything. */
  readonly retryable: boolean

  constructor(message: string, options: PassErrorOptions = {}) {
    super(message, options)
    this.retryable = options.retryable ?? false
  }
}
