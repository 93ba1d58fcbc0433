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

/** How a page is left: reloaded, for a page of another origin, or with its tab. */
export type WayToLeave = 'reload' | 'assign' | 'close'

/** Leaves the page at once. */
export interface Leaving {
  readonly leave: (way: WayToLeave) => void
  /** In the task in which an output of the page, by its name, shows a text. */
  readonly leaveOnce: (output: string, text: string, way: WayToLeave) => void
}

/** What the page lets its tests do, as `window.journey`. */
export interface JourneyApi extends Leaving {
  readonly pass: PassClient
  /** The application's own. */
  readonly queryClient: QueryClient
  /** The states that the sign-in has shown on this page, in their order. */
  readonly shown: SignInState['status'][]
  /** What the pages of this browser have sent, and what was noted between. */
  readonly sent: () => readonly Sent[]
  readonly note: (name: string) => void
  /** What the hooks of the journey have given. */
  readonly viewer: Pick<UseMvpdsResult, 'pick' | 'forget'> &
    Pick<UseProfileResult, 'choose'> &
    Pick<UseSignInResult, 'signIn'> & { readonly signOut: () => Promise<unknown> }
}

/** A call by its path, or a moment by its name; `at` is ms since the epoch, by the page's clock. */
export interface Sent {
  readonly path: string
  readonly at: number
}

/** What the page reads from its address. */
export interface JourneyOptions
  extends Pick<SignInRequest, 'mvpd' | 'activationUrl' | 'redirectUrl'> {
  /** The origin of Adobe Pass. */
  readonly origin: string
  readonly screen?: SignInScreen
  /** Signs in when the page opens, which is no click. */
  readonly atOnce?: true
  /** The page of the second screen instead. */
  readonly phone?: true
  /** The address that the page is left for. */
  readonly elsewhere?: string
  /** A store that says that it has written before it has. */
  readonly store?: 'hasty'
  /** How many components call `useSignIn()`. Default 1. */
  readonly signIns?: number
  /** How many resources the catalogue has. Default: there is none. */
  readonly resources?: number
}

declare global {
  interface Window {
    readonly journey: JourneyApi
    /** The software statement, which has no business in an address. */
    readonly statement: string
  }
}
