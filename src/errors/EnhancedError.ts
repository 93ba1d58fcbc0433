/** An enhanced error, as a whole body or on one decision (REST API V2, "Enhanced error codes"). */
export interface EnhancedError {
  /** What the client should do: `none`, `configuration`, `authentication`, `retry`, … */
  readonly action?: string
  /** The error's own HTTP-like status. It may differ from the status of the response. */
  readonly status?: number
  /** Which error it is, such as `authenticated_profile_missing`. Adobe may add codes. */
  readonly code?: string
  /** What happened, in Adobe's words. Show it to the viewer if there are no `details`. */
  readonly message?: string
  /** The MVPD's message for the viewer. */
  readonly details?: string
  /** The URL of Adobe's documentation about the error. */
  readonly helpUrl?: string
  /** Adobe's identifier of this response, for a support request. */
  readonly trace?: string
}
