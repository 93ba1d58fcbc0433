import type { AccessToken } from '../wire/accessToken.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import type { PassEvent } from './events.ts'

/**
 * A client of one Adobe Pass environment and one software statement. Create it once, outside React.
 */
export interface PassClient {
  /**
   * The API origin. With the option `origin: '/'` it is the page's own origin. On a server, which
   * has no page, it is `'/'`: do not render it.
   */
  readonly origin: string
  /**
   * The option `serviceProvider`. Without it, an endpoint whose path has `{serviceProvider}`
   * rejects with a `PassConfigurationError`.
   */
  readonly serviceProvider: string | undefined
  /**
   * Resolves with a good access token: from memory, else from the store, else from the server.
   * Registers first if there are no credentials yet. All callers and tabs share it.
   *
   * @throws `PassRegistrationError`, `PassTokenError`, `PassThrottledError`, `PassNetworkError` or
   * `PassResponseError`, after the bounded retries.
   */
  getToken(): Promise<AccessToken>
  /**
   * `fetch` for a path, or a URL on `origin`, with the bearer token and, under `/api/v2/`, the
   * device headers. Resolves for every status, after the recovery from a 401, a 429 and temporary
   * failures. Bypasses HTTP caches, unless `init` sets `cache`.
   *
   * @throws the errors of `getToken`, `PassConfigurationError` for a URL elsewhere, an
   * `Authorization` header or a header that cannot be sent, the reason of the caller's signal if it
   * aborts.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Calls an endpoint and decodes its response.
   *
   * @throws the errors of `fetch`, `PassApiError` for a refusal, `PassThrottledError` if still
   * throttled, `PassResponseError` for a response that does not fit the endpoint's schema.
   */
  request<T>(
    endpoint: PassEndpoint<T>,
    options?: {
      /** Aborts the call, which then rejects with the signal's reason. Default: none. */
      signal?: AbortSignal | undefined
    },
  ): Promise<T>
  /**
   * Forgets the token and the credentials, and keeps the device identifier. **Signs the viewer
   * out** in all tabs: the next call registers a new client.
   *
   * @throws `PassStorageError` if the store could not delete them. This page has forgotten them,
   * but a reload may find them again.
   */
  reset(): Promise<void>
  /** Calls `listener` on every event, until the returned function is called. */
  subscribe(listener: (event: PassEvent) => void): () => void
}
