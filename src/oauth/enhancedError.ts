/** An enhanced error, as a whole body or on one decision (REST API V2, "Enhanced error codes"). */
export interface EnhancedError {
  readonly action?: string
  readonly code?: string
  readonly details?: string
  readonly helpUrl?: string
  readonly trace?: string
}

/** Reads what there is of an enhanced error; an answer that holds none gives an empty one. */
export function readEnhancedError(json: unknown): EnhancedError {
  const fields: Readonly<Record<string, unknown>> = Object(json)
  const error: Record<string, string> = {}
  for (const name of ['action', 'code', 'details', 'helpUrl', 'trace']) {
    const value = fields[name]
    if (typeof value === 'string') error[name] = value
  }
  return error
}
