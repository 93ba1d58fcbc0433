import type { PassError } from '../../errors/PassError.ts'
import type { SessionStatus } from '../../rest-v2/sessions.ts'
import type { AllKeys } from '../../wire/AllKeys.ts'

/**
 * The state of the second screen, by `status`. All keys can be read in every state: those that it
 * lacks are `undefined`. A minor version may add a `status`: give a `switch` a `default`.
 */
export type ActivationState = AllKeys<
  /** Ask the viewer for the code. */
  | { readonly status: 'idle' }
  /** The code is being checked. */
  | { readonly status: 'checking' }
  /** The code is unknown or has expired: ask for another one. */
  | { readonly status: 'unknown-code' }
  /**
   * The code is valid. Show the viewer which `device` it is for, if Adobe Pass recognised it: a
   * stranger may have sent the code. If `mvpd` is missing, let the viewer pick one; then call
   * `resume`.
   */
  | {
      readonly status: 'ready'
      /** The code that the viewer typed, in upper case, without spaces and dashes. */
      readonly code: string
      /** The parameters that are missing; empty if none is. */
      readonly missingParameters: SessionStatus['missingParameters']
      /**
       * The parameters that were given, by name: `mvpd`, `domainName`, `redirectUrl`. Empty if none
       * was.
       */
      readonly existingParameters: SessionStatus['existingParameters']
      /** The device on which the viewer signs in. */
      readonly device?: SessionStatus['device']
    }
  /** The missing parameters are being sent. */
  | { readonly status: 'resuming' }
  /** The page navigates to the MVPD. */
  | {
      readonly status: 'redirecting'
      /** The absolute URL that leads to the MVPD's login page. */
      readonly url: string
    }
  /** No sign-in is needed: the first screen continues by itself. */
  | {
      readonly status: 'signed-in'
      /** The id of the MVPD. `undefined` if the response has none. */
      readonly mvpd: string | undefined
    }
  /** The request failed. If there was a valid code, `resume` tries again with it. */
  | {
      readonly status: 'error'
      /** Why it failed. */
      readonly error: PassError
    }
>

/** The state with a valid code. */
export type ReadyState = Extract<ActivationState, { readonly status: 'ready' }>

/** Whether a request or the navigation is under way. */
export const isActivationPending = ({ status }: ActivationState): boolean =>
  status === 'checking' || status === 'resuming' || status === 'redirecting'
