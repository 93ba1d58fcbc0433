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

/** Reads what there is of an enhanced error; an answer that holds none gives an empty one. */
export function readEnhancedError(json: unknown): EnhancedError {
  const fields: Readonly<Record<string, unknown>> = Object(json)
  const error: Record<string, string | number> = {}
  for (const name of ['action', 'code', 'message', 'details', 'helpUrl', 'trace']) {
    const value = fields[name]
    // A blank one says nothing, and must not stand in the way of what is read in its place.
    if (typeof value === 'string' && /\S/.test(value)) error[name] = value
  }
  const { status } = fields
  const isText = typeof status === 'string' && /^\d{3}$/.test(status)
  if (isText || (typeof status === 'number' && Number.isFinite(status))) {
    error['status'] = Number(status)
  }
  return error
}
