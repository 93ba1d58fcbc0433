import type { PassError } from '../../errors/PassError.ts'
import type { Profile } from '../../rest-v2/profiles.ts'
import type { Session, SessionParameters } from '../../rest-v2/sessions.ts'
import type { AllKeys } from '../../wire/AllKeys.ts'
import type { Navigate } from '../addresses.ts'

/**
 * Where the viewer signs in: in a popup, in this page (it navigates to the MVPD and back), or on
 * another device that has a keyboard.
 */
export type SignInScreen = 'popup' | 'redirect' | 'second-screen'

/** The options of a sign-in. */
export interface SignInRequest extends SessionParameters {
  /** Default `'popup'`. */
  readonly screen?: SignInScreen | undefined
  /** The domain of your page, as configured with Adobe. Default: the page's host name. */
  readonly domainName?: string | undefined
  /**
   * The URL to which the viewer returns, absolute or relative to this page. Default: the page's URL
   * without its fragment; none for a second screen, which sets its own. For a popup, use an empty
   * page of this origin with the script `react-adobe-pass/back`, which closes the popup. Otherwise
   * the whole application loads in the popup and sends its own requests.
   */
  readonly redirectUrl?: string | undefined
  /**
   * Your page on which the viewer types the code on a second screen, absolute or relative to this
   * page. The state's `url` is this URL with `?code=`, for a QR code.
   */
  readonly activationUrl?: string | undefined
  /**
   * Navigates to the MVPD's page if `screen` is `redirect`. Default: this page navigates there.
   * `false`: you open the state's `url` yourself.
   */
  readonly navigate?: Navigate | undefined
}

/**
 * The state of a sign-in, by `status`. All keys can be read in every state: those that it lacks are
 * `undefined`. Times are ms since the epoch by this device's clock. A minor version may add a
 * `status`: give a `switch` a `default`.
 */
export type SignInState = AllKeys<
  /** No sign-in is in progress. */
  | { readonly status: 'idle' }
  /** A session is being created or resumed. */
  | { readonly status: 'starting' }
  /** Adobe Pass needs more parameters: pass them to `resume`. */
  | {
      readonly status: 'needs-parameters'
      /** The parameters that are missing: `mvpd`, `domainName` or `redirectUrl`. */
      readonly missingParameters: Session['missingParameters']
      /** The code of the session. */
      readonly code: string
    }
  /** The viewer signs in in a popup. */
  | {
      readonly status: 'popup-open'
      /** The absolute URL that leads to the MVPD's login page. */
      readonly url: string
    }
  /**
   * The browser opened no usable popup: call `retry` in a click handler, or show `url` as a link.
   */
  | {
      readonly status: 'popup-blocked'
      /** The absolute URL that leads to the MVPD's login page. */
      readonly url: string
    }
  /**
   * The popup was closed or cannot be reached. The viewer may be signed in, so the profile is
   * polled.
   */
  | {
      readonly status: 'popup-closed'
      /** The absolute URL that leads to the MVPD's login page. */
      readonly url: string
    }
  /** The page navigates to the MVPD. */
  | {
      readonly status: 'redirecting'
      /** The absolute URL that leads to the MVPD's login page. */
      readonly url: string
    }
  /** Show the code, and `url` as a QR code. The profile is polled. */
  | {
      readonly status: 'second-screen'
      /** The code that the viewer types on the other device. */
      readonly code: string
      /**
       * Your `activationUrl` with the code. Without one: the MVPD's login page, if nothing is
       * missing.
       */
      readonly url: string | undefined
      /** When the code expires. */
      readonly notAfter: number
      /** Seconds until the code expires. */
      readonly secondsLeft: number
    }
  /** The viewer came back. The profile is polled. */
  | { readonly status: 'checking' }
  /** The viewer came back and is not signed in: offer `retry`. */
  | { readonly status: 'not-signed-in' }
  /**
   * The code has expired, and a last poll found no profile. Offer `retry`, which creates a new
   * code.
   */
  | { readonly status: 'expired' }
  /**
   * The viewer is signed in. There is no profile if Adobe Pass lets everyone in and returns none.
   */
  | {
      readonly status: 'signed-in'
      /** The id of the MVPD. */
      readonly mvpd: string
      /** The viewer's profile with it, if there is one. */
      readonly profile: Profile | undefined
    }
  /** The sign-in failed. */
  | {
      readonly status: 'error'
      /** Why it failed. */
      readonly error: PassError
    }
>

/** Whether a request, the popup, the navigation or the polling after it is under way. */
export const isSignInPending = ({ status }: SignInState): boolean =>
  status === 'starting' ||
  status === 'popup-open' ||
  status === 'redirecting' ||
  status === 'checking'
