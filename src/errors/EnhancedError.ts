/** An enhanced error, as a whole body or on one decision (REST API V2, "Enhanced error codes"). */
export interface EnhancedError {
  /** What the client should do: `none`, `configuration`, `authentication`, `retry`, … */
  readonly action?: string
  /** The error's own status, in the manner of HTTP: that of the answer may be another. */
  readonly status?: number
  readonly code?: string
  /** What happened, in Adobe's words: for the viewer where there are no `details`. */
  readonly message?: string
  /** What the MVPD wants the viewer to read. */
  readonly details?: string
  readonly helpUrl?: string
  /** Adobe's identifier of this answer, for a support request. */
  readonly trace?: string
}
