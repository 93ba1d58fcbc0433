import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from 'react-adobe-pass'
import type {
  SignInRequest,
  SignInScreen,
  SignInState,
  UseMvpdsResult,
  UseProfileResult,
  UseSignInResult,
} from 'react-adobe-pass/entitlement'

/** How a page is left: by a reload, for a page of another origin, or by closing its tab. */
export type WayToLeave = 'reload' | 'assign' | 'close'

/** Functions that leave the page at once. */
export interface Leaving {
  readonly leave: (way: WayToLeave) => void
  /** Leaves in the task in which an output of the page, by its name, shows a text. */
  readonly leaveOnce: (output: string, text: string, way: WayToLeave) => void
}

/** What the page offers to its tests, as `window.journey`. */
export interface JourneyApi extends Leaving {
  readonly pass: PassClient
  /** The application's own query client. */
  readonly queryClient: QueryClient
  /** The states that the sign-in has shown on this page, in order. */
  readonly shown: SignInState['status'][]
  /** What the pages of this browser have sent, and the moments noted in between. */
  readonly sent: () => readonly Sent[]
  readonly note: (name: string) => void
  /** Functions that the hooks of the journey returned. */
  readonly viewer: Pick<UseMvpdsResult, 'pick' | 'forget'> &
    Pick<UseProfileResult, 'choose'> &
    Pick<UseSignInResult, 'signIn'> & { readonly signOut: () => Promise<unknown> }
}

/** A call with its path, or a moment with its name. `at` is in ms since the epoch, by the page. */
export interface Sent {
  readonly path: string
  readonly at: number
}

/** The options that the page reads from its URL. */
export interface JourneyOptions
  extends Pick<SignInRequest, 'mvpd' | 'activationUrl' | 'redirectUrl'> {
  /** The origin of Adobe Pass. */
  readonly origin: string
  readonly screen?: SignInScreen
  /** Signs in when the page opens, without a click. */
  readonly atOnce?: true
  /** Shows the page of the second screen instead. */
  readonly phone?: true
  /** The URL for which the page is left. */
  readonly elsewhere?: string
  /** A store that resolves before it has written. */
  readonly store?: 'hasty'
  /** How many components call `useSignIn()`. Default 1. */
  readonly signIns?: number
  /** How many resources the catalogue has. Default: no catalogue. */
  readonly resources?: number
}

declare global {
  interface Window {
    readonly journey: JourneyApi
    /** The software statement, which must not be in a URL. */
    readonly statement: string
  }
}
