import type { AccessToken } from '../wire/accessToken.ts'

/** An access token, and the client that it was issued to. */
export interface IssuedToken {
  readonly token: AccessToken
  readonly clientId: string
}
