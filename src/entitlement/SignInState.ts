import type { PassError } from '../errors/PassError.ts'
import type { Profile } from '../rest-v2/profiles.ts'
import type { Session, SessionParameters } from '../rest-v2/sessions.ts'

/**
 * Where the viewer signs in: in a window of its own, in this page (which leaves and comes back), or
 * on another device that has a keyboard.
 */
export type SignInScreen = 'popup' | 'redirect' | 'second-screen'

/** The options of a sign-in. */
export interface SignInRequest extends SessionParameters {
  /** Default `'popup'`. */
  readonly screen?: SignInScreen | undefined
  /** The domain of your page, as configured with Adobe. Default: the page's host name. */
  readonly domainName?: string | undefined
  /**
   * Where the viewer comes back to. Default: the page's address, without its fragment; none for a
   * second screen, which gives its own. For a popup an empty page of this origin is best, with the
   * script `react-adobe-pass/back`, which closes it: the application would load there, and ask for
   * itself.
   */
  readonly redirectUrl?: string | undefined
  /**
   * The page of yours at which a second screen takes the code. `url` of the state is this address
   * with `?code=`, for a QR code.
   */
  readonly activationUrl?: string | undefined
  /** Brings the viewer to the MVPD's page with `redirect`. Default: this page goes there. */
  readonly navigate?: ((url: string) => void) | undefined
}

/** Where a sign-in is, by `status`. Times are ms since the epoch, by this device's clock. */
export type SignInState =
  /** Nothing is under way. */
  | { readonly status: 'idle' }
  /** A session is being made. */
  | { readonly status: 'starting' }
  /** Adobe Pass needs more parameters: give them with `resume`. */
  | {
      readonly status: 'incomplete'
      readonly missingParameters: Session['missingParameters']
      readonly code: string
    }
  /** The viewer signs in in a popup. */
  | { readonly status: 'popup-open'; readonly url: string }
  /** The browser has opened no popup that works: call `retry` in a click, or show `url` as a link. */
  | { readonly status: 'popup-blocked'; readonly url: string }
  /** The popup is closed, or out of reach: the viewer may be done, and is looked for. */
  | { readonly status: 'popup-closed'; readonly url: string }
  /** The page is leaving for the MVPD. */
  | { readonly status: 'redirecting'; readonly url: string }
  /** Show the code, and `url` as a QR code; the viewer is looked for. */
  | {
      readonly status: 'second-screen'
      readonly code: string
      /** Where the code is to be typed, or the MVPD's login if nothing is missing. */
      readonly url: string | undefined
      readonly notAfter: number
      /** Until then. */
      readonly secondsLeft: number
    }
  /** The viewer is back: the profile is looked for. */
  | { readonly status: 'checking' }
  /** Back, but not signed in: offer `retry`. */
  | { readonly status: 'unfinished' }
  /** The code is over, after one last look for the viewer: offer `retry`, which makes a new one. */
  | { readonly status: 'expired' }
  /** Done. There is no profile if Adobe Pass lets everybody in and names none. */
  | { readonly status: 'signed-in'; readonly mvpd: string; readonly profile: Profile | undefined }
  /** It cannot go on: the error says why. */
  | { readonly status: 'failed'; readonly error: PassError }
