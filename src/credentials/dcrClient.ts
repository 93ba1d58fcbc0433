import { PassError } from '../errors/PassError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassThrottledError } from '../errors/PassThrottledError.ts'
import type { Outcome } from '../http/retry.ts'
import type { Send } from '../http/send.ts'
import { type AccessToken, readToken, tokenRequest, tokenSchema } from '../wire/accessToken.ts'
import {
  type ClientCredentials,
  readRegistration,
  registrationRequest,
} from '../wire/registration.ts'
import type { WireRequest } from '../wire/WireRequest.ts'

/** The two endpoints of Dynamic Client Registration. Each call is one try. */
export interface DcrClient {
  readonly register: () => Promise<ClientCredentials>
  readonly requestToken: (credentials: ClientCredentials) => Promise<AccessToken>
}

/** What {@link createDcrClient} needs. */
export interface DcrClientParts {
  readonly send: Send
  /** Returns the API origin. Throws if nothing can be sent from here. */
  readonly apiOrigin: () => string
  readonly softwareStatement: string
  readonly redirectUri: string | undefined
  readonly deviceHeaders: () => Readonly<Record<string, string>>
  /** Returns the ms until the next request may be sent, for the error of a throttled call. */
  readonly throttledFor: () => number
}

/**
 * Creates the client of the two endpoints. Its calls reject with `PassRegistrationError` or
 * `PassTokenError` for a refusal, with `PassThrottledError` for a 429, with `PassResponseError` for
 * a response that cannot be read, and with the errors of `send`.
 */
export function createDcrClient({
  send,
  apiOrigin,
  softwareStatement,
  redirectUri,
  deviceHeaders,
  throttledFor,
}: DcrClientParts): DcrClient {
  async function post({ path, type, body }: WireRequest) {
    const answer = await send(
      apiOrigin() + path,
      {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': type, ...deviceHeaders() },
        body,
      },
      // Sent under the lock of the credentials.
      { first: true, isAlone: true },
    )
    if (answer.status === 429) throw new PassThrottledError(throttledFor())
    return answer
  }

  return {
    register: async () =>
      readRegistration(await post(registrationRequest(softwareStatement, redirectUri))),
    async requestToken(credentials) {
      const answer = post(tokenRequest(credentials))
      // Best while the server answers.
      setTimeout(tokenSchema)
      return readToken(await answer)
    },
  }
}

/**
 * The minimum delay in ms before a failed registration or token request is retried. `undefined`
 * means no retry: for a permanent error, and while the device is offline.
 */
export function dcrRetryDelay({ error }: Outcome<unknown>): number | undefined {
  if (!(error instanceof PassError && error.retryable)) return undefined
  if (error instanceof PassNetworkError && error.offline) return undefined
  return error instanceof PassThrottledError ? 1_000 : 0
}
