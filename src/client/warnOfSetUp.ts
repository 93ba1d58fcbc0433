import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { isMixedContent } from '../platform/isMixedContent.ts'
import { isLoopback } from '../wire/isLoopback.ts'
import { warnOnce } from './warnOnce.ts'

/** Refusals with the action `none` that a developer must still see. */
const OF_SET_UP = /^invalid_(parameter_(service_provider|redirect_url)|header_\w+|integration)$/

/**
 * Warns the developer about an error that no viewer can fix, however the application handles it.
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
  // On this machine only the emulator can be missing; elsewhere it may be the network.
  if (error instanceof PassNetworkError) {
    if (error.offline || error.timedOut) return false
    return isLoopback(origin) || isMixedContent(origin)
  }
  return error instanceof PassResponseError
}
