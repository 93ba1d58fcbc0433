/** Events about the requests of a client. */
export type HttpEvent =
  /** A 429. All requests of this client wait. */
  | {
      readonly type: 'throttled'
      /** How many ms they wait. An estimate: a page cannot read the server's value. */
      readonly retryAfter: number
    }
  /** A failed try will be repeated. */
  | {
      readonly type: 'retried'
      /** The number of the retry, from 1 to the client's `retries`. */
      readonly attempt: number
      /** How many ms it waits before the retry. */
      readonly delay: number
    }
