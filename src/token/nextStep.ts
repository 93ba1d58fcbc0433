import type { CredentialRecord } from '../credentials/credentialRecord.ts'
import { CLIENT_UNKNOWN, type ClientRefusal, mayReplace } from '../credentials/replacement.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import type { ClientCredentials } from '../wire/registration.ts'
import type { IssuedToken } from './IssuedToken.ts'

/** What is known of the tokens and clients besides the stored record. */
export interface Known {
  /** Whether a token may be used: it is not about to expire, and no call with it was refused. */
  readonly isUsable: (token: AccessToken) => boolean
  /** The token whose client the API has refused twice: its credentials must be replaced. */
  readonly unknownClientToken?: string | undefined
  /** The clients that the token endpoint has refused since the last pause. */
  readonly refused: readonly string[]
  /** The client that the token endpoint refused before that pause. */
  readonly refusedOnce?: string | undefined
}

/** The next step towards a token. */
export type NextStep =
  | { readonly type: 'use'; readonly issued: IssuedToken }
  | {
      readonly type: 'register'
      readonly replaces?: ClientCredentials
      readonly reason?: ClientRefusal
    }
  | { readonly type: 'requestToken'; readonly credentials: ClientCredentials }
  /** Ask again after a pause: an outage must not sign viewers out. */
  | { readonly type: 'confirm'; readonly clientId: string }
  /** The client is refused, and its credentials were replaced less than ten minutes ago. */
  | { readonly type: 'fail' }

/**
 * Decides what to do next, by rules D1 to D6 of Adobe's DCR documentation (`docs/adobe-rules.md`).
 */
export function nextStep(record: CredentialRecord, known: Known, now: number): NextStep {
  const { credentials, previous, token } = record
  if (!credentials) return { type: 'register' }

  const { clientId } = credentials
  if (token && token.value === known.unknownClientToken && mayReplace(record, now)) {
    return { type: 'register', replaces: credentials, reason: CLIENT_UNKNOWN }
  }
  if (token && known.isUsable(token)) return { type: 'use', issued: { token, clientId } }

  const isRefused = (pair: ClientCredentials) => known.refused.includes(pair.clientId)
  if (!isRefused(credentials)) return { type: 'requestToken', credentials }
  // The new credentials never got a token: the old ones may work again.
  if (previous && !isRefused(previous)) return { type: 'requestToken', credentials: previous }
  if (known.refusedOnce !== clientId) return { type: 'confirm', clientId }
  if (!mayReplace(record, now)) return { type: 'fail' }
  return { type: 'register', replaces: credentials, reason: 'invalid_client' }
}
