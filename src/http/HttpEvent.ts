/** What is raised about the requests of a client. */
export type HttpEvent =
  /** A 429; everything of this client waits `retryAfter` ms. */
  | { readonly type: 'throttled'; readonly retryAfter: number }
  /** Something is tried again, for the `attempt`th time, in `delay` ms. */
  | { readonly type: 'retried'; readonly attempt: number; readonly delay: number }
