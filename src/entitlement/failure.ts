import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassError } from '../errors/PassError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { isCodeOver } from '../rest-v2/isCodeOver.ts'

/** Returns the state that an error leads to: `over` if it says that the code is over. */
export const failure = <Over extends string>(
  error: unknown,
  over: Over,
): { readonly status: Over } | { readonly status: 'failed'; readonly error: PassError } =>
  isCodeOver(error) ? { status: over } : { status: 'failed', error: passError(error) }

/**
 * Whether a retry would give the same error: a refusal with a code, or a mistake in the set-up. HTML
 * of a proxy or of Adobe's edge is no refusal, whatever its status.
 */
export const isRefusal = (error: unknown): boolean => {
  if (error instanceof PassConfigurationError) return true
  const isServers = error instanceof PassApiError || error instanceof PassOAuthError
  return isServers && !error.retryable && error.code !== undefined
}

/** `navigate` is the application's: it may throw anything. */
const passError = (error: unknown) =>
  error instanceof PassError
    ? error
    : new PassError('The sign-in met an unexpected error: see its cause', { cause: error })
