import type { EnhancedError } from './EnhancedError.ts'
import { PassError } from './PassError.ts'
import type { EnhancedErrorCode } from './PassErrorCode.ts'
import { refusalMessage } from './refusalMessage.ts'

/**
 * A protected call was refused. What `action` asks of the app is in the README; an answer without
 * an enhanced error has a `status` only.
 */
export class PassApiError extends PassError {
  override readonly name = 'PassApiError'
  /** What the client should do: `none`, `configuration`, `authentication`, `retry`, … */
  declare readonly action: string | undefined
  /** The enhanced error code, e.g. `authenticated_profile_missing`. */
  declare readonly code: EnhancedErrorCode | (string & {}) | undefined
  /** What the MVPD wants the viewer to read. */
  declare readonly details: string | undefined
  /**
   * The enhanced error's `message`: what happened, in Adobe's words. For the viewer where there are
   * no `details`; the error's own `message` is for developers.
   */
  declare readonly serverMessage: string | undefined
  /** The enhanced error's own `status`: that of HTTP, `status`, may be another. */
  declare readonly errorStatus: number | undefined
  declare readonly helpUrl: string | undefined
  /** Adobe's identifier of this answer, for a support request. */
  declare readonly trace: string | undefined

  constructor(
    /** The HTTP status. */
    readonly status: number,
    error: EnhancedError = {},
    /** For developers. Default: what `error` says. */
    message = refusalMessage(error.code, status),
  ) {
    const { message: serverMessage, status: errorStatus, code, ...rest } = error
    const { action } = rest
    super(message, { code, retryable: action ? action === 'retry' : status >= 500 })
    Object.assign(
      this,
      rest,
      serverMessage !== undefined && { serverMessage },
      errorStatus !== undefined && { errorStatus },
    )
  }
}
