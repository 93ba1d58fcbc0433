import type { CredentialEvent } from '../credentials/CredentialEvent.ts'
import type { HttpEvent } from '../http/HttpEvent.ts'
import type { TokenEvent } from '../token/TokenEvent.ts'

/**
 * What happens inside a client, for logs and metrics. No event holds a secret. `at` is ms since
 * the epoch by this device's clock. A minor version may add a `type`: give a `switch` a `default`.
 */
export type PassEvent = { readonly at: number } & PassEventBody

/** An event without its time. */
export type PassEventBody = CredentialEvent | TokenEvent | HttpEvent | JourneyEvent

/**
 * Events about what the viewer does, for analytics. The hooks of `react-adobe-pass/entitlement`
 * emit them. No event holds a user id.
 */
export type JourneyEvent =
  /** The viewer picked a TV provider. */
  | { readonly type: 'mvpd-picked'; readonly mvpd: string }
  /**
   * The viewer is signed in. `source` is `sign-in` at the end of a sign-in, with its `screen`. It
   * is `store` or `server` if a page finds a viewer who signed in before, once per page and MVPD.
   */
  | {
      readonly type: 'signed-in'
      readonly mvpd: string
      readonly source: 'sign-in' | 'store' | 'server'
      readonly screen?: 'popup' | 'redirect' | 'second-screen' | undefined
    }
  /** A sign-in ended without a profile. `code` is the error's code, if there was an error. */
  | {
      readonly type: 'sign-in-failed'
      readonly mvpd: string | undefined
      readonly reason: 'not-signed-in' | 'expired' | 'error'
      readonly code?: string | undefined
    }
  /** The viewer or the application cancelled a sign-in. */
  | { readonly type: 'sign-in-cancelled'; readonly mvpd: string | undefined }
  /**
   * An authorization was decided. `action` and `code` say why it was denied. `mvpd` is `undefined`
   * if nobody is signed in.
   */
  | {
      readonly type: 'authorization'
      readonly mvpd: string | undefined
      readonly resource: string
      readonly authorized: boolean
      readonly action?: string | undefined
      readonly code?: string | undefined
    }
  /** The viewer signed out with this MVPD. */
  | { readonly type: 'signed-out'; readonly mvpd: string }

/** Why credentials were replaced; `other-tab` when another tab of the browser did it. */
export type ReplacementReason = Extract<
  TokenEvent,
  { readonly type: 'credentials-replaced' }
>['reason']

/** Raises an event. */
export type Emit = (event: PassEventBody) => void

/** Creates the event listeners of a client. An error that a listener throws is ignored. */
export function createEvents(onEvent: ((event: PassEvent) => void) | undefined) {
  const listeners = new Set([onEvent])
  const emit: Emit = (body) => {
    // A copy, because a listener may subscribe another one.
    for (const listener of [...listeners]) {
      try {
        listener?.({ ...body, at: Date.now() })
      } catch {
        // A failing listener must not affect the client.
      }
    }
  }
  const subscribe = (listener: (event: PassEvent) => void) => {
    // A wrapper, so that the same function can subscribe twice.
    const own = (event: PassEvent) => listener(event)
    listeners.add(own)
    return () => listeners.delete(own)
  }
  return { emit, subscribe }
}
