import type { EnhancedError } from '../errors/EnhancedError.ts'

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
