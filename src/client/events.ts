/**
 * What happens inside a client, for logs and metrics. No event holds a secret. `at` is ms since
 * the epoch by this device's clock.
 */
export type PassEvent = { readonly at: number } & PassEventBody

/** An event without its time. */
export type PassEventBody =
  /** A registration was made and kept. */
  | { readonly type: 'registered' }
  /** Other credentials are in use now: whoever was signed in with the old ones no longer is. */
  | { readonly type: 'credentials-replaced'; readonly reason: ReplacementReason }
  | { readonly type: 'token-issued'; readonly expiresAt: number }
  /** A token came from the store: kept from an earlier visit, or minted by another tab. */
  | { readonly type: 'token-restored'; readonly expiresAt: number }
  /** A protected call was answered with a 401. */
  | { readonly type: 'token-rejected' }
  /** A 429; everything of this client waits `retryAfter` ms. */
  | { readonly type: 'throttled'; readonly retryAfter: number }
  /** Something is tried again, for the `attempt`th time, in `delay` ms. */
  | { readonly type: 'retried'; readonly attempt: number; readonly delay: number }
  /** The credentials and the token were forgotten, here or in another tab. */
  | { readonly type: 'reset' }
  /** The store fails: the credentials live in this page's memory until it works again. */
  | { readonly type: 'storage-unavailable' }

/** Why credentials were replaced; `other-tab` when another tab of the browser did it. */
export type ReplacementReason =
  | 'invalid_client'
  | 'invalid_access_token_client_application'
  | 'other-tab'

/** Raises an event. */
export type Emit = (event: PassEventBody) => void

/** Makes the list of listeners of a client. A listener that throws changes nothing. */
export function createEvents(onEvent: ((event: PassEvent) => void) | undefined) {
  const listeners = new Set([onEvent])
  const emit: Emit = (body) => {
    // Those of this moment: a listener may subscribe another.
    for (const listener of [...listeners]) {
      try {
        listener?.({ ...body, at: Date.now() })
      } catch {
        // What a listener does is not the client's business.
      }
    }
  }
  const subscribe = (listener: (event: PassEvent) => void) => {
    // A wrapper of its own, so that the same function may listen twice.
    const own = (event: PassEvent) => listener(event)
    listeners.add(own)
    return () => listeners.delete(own)
  }
  return { emit, subscribe }
}
