/** Events about the requests of a client. */
export type HttpEvent =
  /** A 429. All requests of this client wait `retryAfter` ms. */
  | { readonly type: 'throttled'; readonly retryAfter: number }
  /** A failed try is repeated in `delay` ms, for the `attempt`th time. */
  | { readonly type: 'retried'; readonly attempt: number; readonly delay: number }
