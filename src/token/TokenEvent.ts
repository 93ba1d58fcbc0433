import type { ReplacementReason } from '../credentials/replacement.ts'

/** Events about the access token of a client. */
export type TokenEvent =
  /** Other credentials are in use now. Viewers who signed in with the old ones are signed out. */
  | {
      readonly type: 'credentials-replaced'
      /** `other-tab` if another tab of the browser replaced them. */
      readonly reason: ReplacementReason
    }
  /** The server issued a token. */
  | {
      readonly type: 'token-issued'
      /** When the token expires, in ms since the epoch by this device's clock. */
      readonly expiresAt: number
    }
  /** A token came from the store: kept from an earlier visit, or requested by another tab. */
  | {
      readonly type: 'token-restored'
      /** When the token expires, in ms since the epoch by this device's clock. */
      readonly expiresAt: number
    }
  /** A protected call was answered with a 401. */
  | { readonly type: 'token-rejected' }
  /** The credentials and the token were forgotten, here or in another tab. */
  | { readonly type: 'reset' }
