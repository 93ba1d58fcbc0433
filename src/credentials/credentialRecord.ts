import type { AccessToken } from '../wire/accessToken.ts'
import { fieldsOf, isNumber, isText } from '../wire/guards.ts'
import type { ClientCredentials } from '../wire/registration.ts'

/**
 * The stored record of one API origin and software statement. A record without credentials was
 * reset. If there is no record, no client was registered yet, or the browser lost it.
 */
export interface CredentialRecord {
  readonly version: 1
  readonly credentials?: ClientCredentials | undefined
  readonly token?: AccessToken | undefined
  /** The last credentials that got a token. Kept until their replacement gets one. */
  readonly previous?: ClientCredentials | undefined
  /** When credentials were last replaced, in ms since the epoch. */
  readonly replacedAt?: number | undefined
}

/**
 * Reads a stored record. Returns `undefined` if it is not ours or is damaged. A record of a newer
 * version is read for the fields that this version knows.
 */
export function readRecord(raw: unknown): CredentialRecord | undefined {
  const record = fieldsOf(raw)
  const credentials = readCredentials(record.credentials)
  if (!record.version || (record.credentials && !credentials)) return undefined
  const { value, issuedAt, expiresAt } = fieldsOf(record.token)
  return {
    version: 1,
    credentials,
    token:
      isText(value) && isNumber(issuedAt) && isNumber(expiresAt)
        ? { value, issuedAt, expiresAt }
        : undefined,
    previous: readCredentials(record.previous),
    replacedAt: isNumber(record['replacedAt']) ? record['replacedAt'] : undefined,
  }
}

function readCredentials(raw: unknown): ClientCredentials | undefined {
  const { clientId, clientSecret, lacksV2Scope } = fieldsOf(raw)
  if (!isText(clientId) || !isText(clientSecret)) return undefined
  return { clientId, clientSecret, ...(lacksV2Scope === true && { lacksV2Scope }) }
}
