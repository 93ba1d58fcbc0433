import type { CredentialEvent } from '../credentials/CredentialEvent.ts'
import type { HttpEvent } from '../http/HttpEvent.ts'
import type { TokenEvent } from '../token/TokenEvent.ts'

/**
 * What happens inside a client, for logs and metrics: a {@link PassEventBody} and its time. No event
 * holds a secret. A minor version may add a `type`: give a `switch` a `default`.
 */
export type PassEvent = {
  /** When it happened, in ms since the epoch by this device's clock. */
  readonly at: number
} & PassEventBody

/**
 * An event without its time: a {@link CredentialEvent}, {@link TokenEvent}, {@link HttpEvent} or
 * {@link JourneyEvent}.
 */
export type PassEventBody = CredentialEvent | TokenEvent | HttpEvent | JourneyEvent

/**
 * Events about what the viewer does, for analytics. The hooks of `react-adobe-pass/entitlement`
 * emit them. No event holds a user id.
 */
export type JourneyEvent =
  /** The viewer picked a TV provider. */
  | {
      readonly type: 'mvpd-picked'
      /** The id of the MVPD. */
      readonly mvpd: string
    }
  /** The viewer is signed in. */
  | {
      readonly type: 'signed-in'
      /** The id of the MVPD. */
      readonly mvpd: string
      /**
       * `sign-in` at the end of a sign-in. `store` or `server` if a page finds a viewer who signed
       * in before, once per page and MVPD.
       */
      readonly source: 'sign-in' | 'store' | 'server'
      /** Where the viewer signed in, if `source` is `sign-in`. */
      readonly screen?: 'popup' | 'redirect' | 'second-screen' | undefined
    }
  /** A sign-in ended without a profile. */
  | {
      readonly type: 'sign-in-failed'
      /** The id of the MVPD. `undefined` if the viewer had not picked one on this device. */
      readonly mvpd: string | undefined
      /**
       * `not-signed-in`: the viewer came back without a profile. `expired`: the code expired before
       * there was a profile. `error`: a request failed.
       */
      readonly reason: 'not-signed-in' | 'expired' | 'error'
      /** The error's `code`, if `reason` is `error` and the error has one. */
      readonly code?: string | undefined
    }
  /** The viewer or the application cancelled a sign-in. */
  | {
      readonly type: 'sign-in-cancelled'
      /** The id of the MVPD. `undefined` if the viewer had not picked one on this device. */
      readonly mvpd: string | undefined
    }
  /** An authorization was decided, or the server refused the request. */
  | {
      readonly type: 'authorization'
      /** The id of the MVPD. `undefined` if nobody is signed in. */
      readonly mvpd: string | undefined
      /** The id of the resource. */
      readonly resource: string
      /** Whether the viewer may watch it. */
      readonly authorized: boolean
      /** What the application should do about a denial: the `action` of its enhanced error. */
      readonly action?: string | undefined
      /** Why it was denied: the `code` of its enhanced error. */
      readonly code?: string | undefined
    }
  /** The viewer signed out with an MVPD. */
  | {
      readonly type: 'signed-out'
      /** The id of the MVPD. */
      readonly mvpd: string
    }

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
