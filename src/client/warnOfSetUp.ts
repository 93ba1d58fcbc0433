import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { isLoopback } from '../wire/isLoopback.ts'
import { warnOnce } from './warnOnce.ts'

/** Refusals whose action is `none`, and that a developer must see all the same. */
const OF_SET_UP = /^invalid_(parameter_(service_provider|redirect_url)|header_\w+|integration)$/

/**
 * Tells the developer of an error that no viewer can do anything about, whatever becomes of it in
 * the application.
 *
 * @param origin of the API.
 */
export function warnOfSetUp(error: unknown, origin: string): void {
  if (isOfSetUp(error, origin)) warnOnce(error.message)
}

function isOfSetUp(error: unknown, origin: string): error is Error {
  if (error instanceof PassConfigurationError) return true
  if (error instanceof PassOAuthError) return !error.retryable
  if (error instanceof PassApiError) {
    const { action = '', code = '' } = error
    return /^(configuration|application-registration)$/.test(action) || OF_SET_UP.test(code)
  }
  // Elsewhere it may be the network; on this machine nothing but the emulator can be missing.
  if (error instanceof PassNetworkError) {
    return isLoopback(origin) && !error.offline && !error.timedOut
  }
  return error instanceof PassResponseError
}
