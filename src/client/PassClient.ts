import type { PassEndpoint } from '../wire/passEndpoint.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import type { PassEvent } from './events.ts'

/** A client of one Adobe Pass environment and one software statement. Made once, outside React. */
export interface PassClient {
  /**
   * Where the API is. With the option `origin: '/'` that is the page's own origin; on a server,
   * where there is no page, it is `'/'`: do not render it.
   */
  readonly origin: string
  readonly serviceProvider: string | undefined
  /**
   * A good access token: from memory, else from the store, else requested, after a registration
   * if there are no credentials yet. Shared by all callers and tabs.
   *
   * @throws `PassRegistrationError`, `PassTokenError`, `PassThrottledError`, `PassNetworkError` or
   * `PassResponseError`, after the bounded retries.
   */
  getToken(): Promise<AccessToken>
  /**
   * `fetch` for a path, or a URL on `origin`, with the bearer token and, under `/api/v2/`, the
   * device headers. Resolves whatever the status, after the recovery from a 401, a 429 and passing
   * failures. It asks past HTTP caches, unless `init` gives `cache`.
   *
   * @throws what `getToken` does, `PassConfigurationError` for a URL elsewhere, an `Authorization`
   * header or one that cannot be sent, the reason of the caller's signal when that aborts.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Calls an endpoint and decodes its answer.
   *
   * @throws what `fetch` does, `PassApiError` for a refusal, `PassThrottledError` when still
   * throttled, `PassResponseError` for an answer that does not fit the endpoint's schema.
   */
  request<T>(endpoint: PassEndpoint<T>, options?: { signal?: AbortSignal | undefined }): Promise<T>
  /**
   * Forgets the token and the credentials, and keeps the device identifier. **Signs the viewer
   * out**, in all tabs: the next call registers a new client.
   *
   * @throws `PassStorageError` if the store could not forget them: this page has, a reload may not.
   */
  reset(): Promise<void>
  /** Calls `listener` with every event, until the returned function is called. */
  subscribe(listener: (event: PassEvent) => void): () => void
}
