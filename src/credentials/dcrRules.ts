import { PassError } from '../errors/PassError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassThrottledError } from '../errors/PassThrottledError.ts'
import { PassTokenError } from '../errors/PassTokenError.ts'
import type { Outcome } from '../http/retry.ts'
import type { CredentialRecord } from './credentialRecord.ts'

/** The enhanced error of a call whose client Adobe does not know: it wants a new one (D6). */
export const CLIENT_UNKNOWN = 'invalid_access_token_client_application'

/** When to repeat a registration or a token request: what passes, but not while offline. */
export function judgeDcr({ error }: Outcome<unknown>): number | undefined {
  if (!(error instanceof PassError && error.retryable)) return undefined
  if (error instanceof PassNetworkError && error.offline) return undefined
  return error instanceof PassThrottledError ? 1_000 : 0
}

/** A replacement signs viewers out: ten minutes pass between two. A time to come is ignored. */
export function mayReplace({ replacedAt }: CredentialRecord): boolean {
  const since = Date.now() - (replacedAt ?? Infinity)
  return since < 0 || since >= 600_000
}

/** `invalid_client` counts with the statuses that RFC 6749 gives it, and only as an OAuth error. */
export const isInvalidClient = (error: unknown) =>
  error instanceof PassTokenError &&
  error.code === 'invalid_client' &&
  (error.status === 400 || error.status === 401)
