import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassError } from '../errors/PassError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { isCodeOver } from '../rest-v2/isCodeOver.ts'

/** Returns the state for an error: `over` if the code is unknown or has expired. */
export const failure = <Over extends string>(
  error: unknown,
  over: Over,
): { readonly status: Over } | { readonly status: 'error'; readonly error: PassError } =>
  isCodeOver(error) ? { status: over } : { status: 'error', error: passError(error) }

/**
 * Whether a retry would give the same error: a refusal with a code, or a set-up mistake. HTML from
 * a proxy or from Adobe's edge is not a refusal, whatever its status.
 */
export const isRefusal = (error: unknown): boolean => {
  if (error instanceof PassConfigurationError) return true
  const isServers = error instanceof PassApiError || error instanceof PassOAuthError
  return isServers && !error.retryable && error.code !== undefined
}

/** `navigate` belongs to the application and may throw anything. */
const passError = (error: unknown) =>
  error instanceof PassError
    ? error
    : new PassError('The sign-in met an unexpected error: see its cause', { cause: error })
