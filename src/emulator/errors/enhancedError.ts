import type { EmulatedError } from '../PassEmulator.ts'
import { type EnhancedError, enhancedErrors } from './enhancedErrors.ts'

const helpUrl =
  'https://experienceleague.adobe.com/docs/pass/authentication/integration-guide-programmers/standard-features/error-reporting/enhanced-error-codes.html'

/** An enhanced error in JSON. */
export interface EnhancedErrorBody extends EnhancedError {
  readonly code: string
  readonly details?: string
  readonly helpUrl: string
  readonly trace: string
}

/**
 * Returns the enhanced error of one decision.
 *
 * @throws `RangeError` for a code that is not in the table.
 */
export function enhancedErrorBody(
  error: string | EmulatedError,
  details?: string,
): EnhancedErrorBody {
  const trace = crypto.randomUUID()
  if (typeof error === 'object') {
    const {
      code,
      status = 403,
      action = 'none',
      message = 'The emulator was told to answer so.',
    } = error
    const said = error.details ? { details: error.details } : {}
    return { action, status, code, message, ...said, helpUrl, trace }
  }
  const known = enhancedErrors.get(error)
  if (!known) throw new RangeError(`No enhanced error has the code ${error}`)
  const { action, status, message } = known
  return { action, status, code: error, message, ...(details && { details }), helpUrl, trace }
}

/**
 * Returns a response of REST API V2 that is an enhanced error.
 *
 * @throws `RangeError` for a code that is not in the table.
 */
export function enhancedError(error: string | EmulatedError): Response {
  const body = enhancedErrorBody(error)
  return Response.json(body, { status: body.status })
}
