import type { EnhancedError } from '../enhancedError.ts'
import { PassError } from './PassError.ts'

/**
 * A protected call was refused. What `action` asks of the app is in the README; an answer without
 * an enhanced error has a `status` only.
 */
export class PassApiError extends PassError {
  override readonly name = 'PassApiError'
  /** What the client should do: `none`, `configuration`, `authentication`, `retry`, … */
  declare readonly action: string | undefined
  /** The enhanced error code, e.g. `authenticated_profile_missing`. */
  declare readonly code: string | undefined
  /** What the MVPD wants the viewer to read. */
  declare readonly details: string | undefined
  declare readonly helpUrl: string | undefined
  /** Adobe's identifier of this answer, for a support request. */
  declare readonly trace: string | undefined

  constructor(
    /** The HTTP status. */
    readonly status: number,
    error: EnhancedError = {},
  ) {
    const { action, code } = error
    super(`Adobe Pass refused: ${code ?? 'no reason given'} (HTTP ${status})`, {
      retryable: action ? action === 'retry' : status >= 500,
    })
    Object.assign(this, error)
  }
}
