import type { AccessToken } from '../wire/requestToken.ts'

/** An access token, and the client that it was issued to. */
export interface IssuedToken {
  readonly token: AccessToken
  readonly clientId: string
}
