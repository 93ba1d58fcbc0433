import type { EnhancedError } from './EnhancedError.ts'
import { PassError } from './PassError.ts'
import type { EnhancedErrorCode } from './PassErrorCode.ts'
import { refusalMessage } from './refusalMessage.ts'

/**
 * A protected call was refused. `docs/errors.md` lists what the app should do for each `action`. A
 * response without an enhanced error has only a `status`.
 */
export class PassApiError extends PassError {
  override readonly name = 'PassApiError'
  /** What the client should do: `none`, `configuration`, `authentication`, `retry`, … */
  declare readonly action: string | undefined
  /** The enhanced error code, e.g. `authenticated_profile_missing`. */
  declare readonly code: EnhancedErrorCode | (string & {}) | undefined
  /** The MVPD's message for the viewer. */
  declare readonly details: string | undefined
  /**
   * The enhanced error's `message`: what happened, in Adobe's words. Show it to the viewer if there
   * are no `details`. This error's own `message` is for developers.
   */
  declare readonly serverMessage: string | undefined
  /** The enhanced error's own `status`. It may differ from the HTTP `status`. */
  declare readonly errorStatus: number | undefined
  /** The URL of Adobe's documentation about the error. */
  declare readonly helpUrl: string | undefined
  /** Adobe's identifier of this response, for a support request. */
  declare readonly trace: string | undefined

  constructor(
    /** The HTTP status. */
    readonly status: number,
    error: EnhancedError = {},
    /** For developers. Default: the code and status of `error`, and advice. */
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
