import type { PassErrorCode } from './PassErrorCode.ts'

/** What a {@link PassError} may be told besides its message. */
export interface PassErrorOptions {
  readonly code?: PassErrorCode | undefined
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
  /** What went wrong, for a `switch`. `undefined` if the server refused without a reason. */
  readonly code: PassErrorCode | undefined
  /** Whether the same call may succeed later, without anybody changing anything. */
  readonly retryable: boolean

  constructor(message: string, { code, retryable = false, ...options }: PassErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retryable = retryable
  }
}
