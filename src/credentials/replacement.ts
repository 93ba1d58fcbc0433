import { PassTokenError } from '../errors/PassTokenError.ts'
import type { CredentialRecord } from './credentialRecord.ts'

/** Why credentials were replaced; `other-tab` when another tab of the browser did it. */
export type ReplacementReason =
  | 'invalid_client'
  | 'invalid_access_token_client_application'
  | 'other-tab'

/** Why a client replaces its credentials, as Adobe Pass's error code. */
export type ClientRefusal = Exclude<ReplacementReason, 'other-tab'>

/** The enhanced error code for an unknown client: it must be replaced (rule D6). */
export const CLIENT_UNKNOWN = 'invalid_access_token_client_application'

/** ms that must pass between two replacements: each signs viewers out. */
const REPLACEMENT_PAUSE = 600_000

/** Whether credentials may be replaced at `now`. A last replacement in the future is ignored. */
export function mayReplace(
  { replacedAt }: Pick<CredentialRecord, 'replacedAt'>,
  now: number,
): boolean {
  const since = now - (replacedAt ?? Infinity)
  return since < 0 || since >= REPLACEMENT_PAUSE
}

/** Whether an error is an OAuth `invalid_client` with a status that RFC 6749 gives it. */
export const isInvalidClient = (error: unknown): error is PassTokenError =>
  error instanceof PassTokenError &&
  error.code === 'invalid_client' &&
  (error.status === 400 || error.status === 401)
