import {
  PassApiError,
  PassConfigurationError,
  PassError,
  PassNetworkError,
  PassRegistrationError,
  PassResponseError,
  PassStorageError,
  PassThrottledError,
  PassTokenError,
} from 'react-adobe-pass'
import { describe, expect, it } from 'vitest'

const rows: readonly (readonly [error: PassError, code: string | undefined, retryable: boolean])[] =
  [
    [new PassConfigurationError('x'), 'configuration', false],
    [new PassRegistrationError('invalid_redirect_uri', 400), 'invalid_redirect_uri', false],
    [new PassTokenError('invalid_client', 400), 'invalid_client', false],
    [new PassTokenError(undefined, 503), undefined, true],
    [new PassApiError(403, { code: 'too_many_resources' }), 'too_many_resources', false],
    [new PassApiError(500), undefined, true],
    [new PassThrottledError(1_000), 'throttled', true],
    [new PassNetworkError('x', false), 'network', true],
    [new PassNetworkError('x', true), 'timeout', true],
    [new PassResponseError('x', 200), 'response', false],
    [new PassStorageError(), 'storage', true],
    [new PassError('x'), undefined, false],
  ]

describe('an error', () => {
  it.each(rows)('%s has a code to switch on', (error, code, retryable) => {
    expect(error).toBeInstanceOf(PassError)
    expect(error.code).toBe(code)
    expect(error.retryable).toBe(retryable)
    expect(error.name).toBe(error.constructor.name)
  })
})
