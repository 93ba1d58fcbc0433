import type { PassErrorCode } from './PassErrorCode.ts'

/** The options of a {@link PassError}. */
export interface PassErrorOptions {
  readonly code?: PassErrorCode | undefined
  readonly retryable?: boolean
  readonly cause?: unknown
}

/**
 * The base class: `error instanceof PassError` matches every error of this package.
 *
 * No error holds a secret, neither in a property nor in its `cause`.
 */
export class PassError extends Error {
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
