import { enhancedErrors } from './enhancedErrors.ts'

const helpUrl =
  'https://experienceleague.adobe.com/docs/pass/authentication/integration-guide-programmers/standard-features/error-reporting/enhanced-error-codes.html'

/**
 * An enhanced error as a whole answer of REST API V2.
 *
 * @throws `RangeError` for a code that the table does not hold.
 */
export function enhancedError(code: string): Response {
  const known = enhancedErrors.get(code)
  if (!known) throw new RangeError(`No enhanced error has the code ${code}`)
  const { action, status, message } = known
  const trace = crypto.randomUUID()
  return Response.json({ action, status, code, message, helpUrl, trace }, { status })
}
