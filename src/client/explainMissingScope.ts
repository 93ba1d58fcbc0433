import { PassApiError } from '../errors/PassApiError.ts'
import { type ClientCredentials, V2_SCOPE } from '../wire/registration.ts'

/**
 * Returns the error that a failed call rejects with. A 401 without a code tells developers nothing.
 * If the registration lacks the scope of REST API V2, that is the cause, and an error that says so
 * is returned instead. `readCredentials` is called only for such a 401.
 */
export async function explainMissingScope(
  error: unknown,
  readCredentials: () => Promise<ClientCredentials | undefined>,
): Promise<unknown> {
  const isBare = error instanceof PassApiError && error.status === 401 && error.code === undefined
  if (!isBare || !(await readCredentials())?.lacksV2Scope) return error
  return new PassApiError(
    401,
    { action: 'configuration' },
    `The registered application lacks the scope ${V2_SCOPE}: ask Adobe to enable REST API V2 for it, and download a new software statement (HTTP 401)`,
  )
}
