import type { PassErrorCode } from './PassErrorCode.ts'

/** The options of a {@link PassError}. */
export interface PassErrorOptions {
  /** The `code` of the error. Default `undefined`. */
  readonly code?: PassErrorCode | undefined
  /** The `retryable` of the error. Default `false`. */
  readonly retryable?: boolean
  /** The `cause` of the error. Default: none. */
  readonly cause?: unknown
}

/**
 * The base class: `error instanceof PassError` matches every error of this package.
 *
 * No error holds a secret, neither in a property nor in its `cause`.
 */
export class PassError extends Error {
  /** The name of the class. It stays the same if a bundler renames the class. */
  override readonly name: string = 'PassError'
  /** What went wrong, for a `switch`. `undefined` if the server refused without a reason. */
  readonly code: PassErrorCode | undefined
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean

  constructor(message: string, { code, retryable = false, ...options }: PassErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retryable = retryable
  }
}
