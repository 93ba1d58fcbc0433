import { type EnhancedError, enhancedErrors } from './enhancedErrors.ts'

const helpUrl =
  'https://experienceleague.adobe.com/docs/pass/authentication/integration-guide-programmers/standard-features/error-reporting/enhanced-error-codes.html'

/** An enhanced error as JSON has it. */
export interface EnhancedErrorBody extends EnhancedError {
  readonly code: string
  readonly details?: string
  readonly helpUrl: string
  readonly trace: string
}

/**
 * An enhanced error as it stands on one decision.
 *
 * @throws `RangeError` for a code that the table does not hold.
 */
export function enhancedErrorBody(code: string, details?: string): EnhancedErrorBody {
  const known = enhancedErrors.get(code)
  if (!known) throw new RangeError(`No enhanced error has the code ${code}`)
  const { action, status, message } = known
  const trace = crypto.randomUUID()
  return { action, status, code, message, ...(details && { details }), helpUrl, trace }
}

/**
 * An enhanced error as a whole answer of REST API V2.
 *
 * @throws `RangeError` for a code that the table does not hold.
 */
export function enhancedError(code: string): Response {
  const body = enhancedErrorBody(code)
  return Response.json(body, { status: body.status })
}
