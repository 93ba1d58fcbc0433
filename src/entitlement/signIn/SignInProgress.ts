import type { PassError } from '../../errors/PassError.ts'
import type { Profile } from '../../rest-v2/profiles.ts'
import type { SignInRequest } from './SignInState.ts'
import type { SignInSession } from './signInSession.ts'

/** The internal state of a sign-in. `shownState` derives the application's state from it. */
export interface SignInProgress {
  readonly step: SignInStep
  /** The last request. `retry` repeats it. */
  readonly request: SignInRequest
  /** Incremented by each action; late responses are ignored. */
  readonly epoch: number
}

/** The step of a sign-in, by `name`. */
export type SignInStep =
  /** The session that the tab has stored was not read yet. */
  | { readonly name: 'not-restored' }
  | { readonly name: 'idle' }
  /** A session is being requested. If there is a `session`, it is being resumed. */
  | { readonly name: 'starting'; readonly session: SignInSession | undefined }
  /** Parameters are missing. */
  | SessionStep<'needs-parameters'>
  /** The login page is opened as soon as Adobe's limit allows it. */
  | LoginStep<'opening-login'>
  | LoginStep<'popup-open'>
  | LoginStep<'popup-blocked'>
  | LoginStep<'popup-closed'>
  | LoginStep<'redirecting'>
  | (SessionStep<'second-screen'> & { readonly msLeft: number })
  | (SessionStep<'checking'> & {
      readonly looksLeft: number
      /** How many polls may run while the page is hidden or shows no sign-in. */
      readonly unattendedLooksLeft: number
    })
  | SessionStep<'not-signed-in'>
  /** The viewer is signed in. `shown` stays visible until the profile is stored. */
  | {
      readonly name: 'storing'
      readonly session: SignInSession | undefined
      readonly shown: SignInStep
    }
  | { readonly name: 'expired' }
  | { readonly name: 'signed-in'; readonly mvpd: string; readonly profile: Profile | undefined }
  /** If there is a `session`, `retry` and `resume` continue it. */
  | {
      readonly name: 'error'
      readonly error: PassError
      readonly session: SignInSession | undefined
    }

interface SessionStep<Name extends string> {
  readonly name: Name
  readonly session: SignInSession
}

interface LoginStep<Name extends string> extends SessionStep<Name> {
  /** The URL of the MVPD's login page. */
  readonly url: string
}

/** The initial progress of a page. */
export const INITIAL_PROGRESS: SignInProgress = {
  step: { name: 'not-restored' },
  request: {},
  epoch: 0,
}

/** Returns the session of a step, if there is one. */
export const sessionOf = (step: SignInStep): SignInSession | undefined =>
  'session' in step ? step.session : undefined

/**
 * Whether the viewer may come back in a popup. After a reload, this page may not know the popup.
 */
export const awaitsPopup = (
  step: SignInStep,
): step is LoginStep<'popup-open' | 'popup-blocked' | 'popup-closed'> =>
  step.name === 'popup-open' || step.name === 'popup-blocked' || step.name === 'popup-closed'

/** Whether the viewer signs in in a popup (the default). */
export const usesPopup = ({ screen }: SignInRequest): boolean =>
  screen !== 'redirect' && screen !== 'second-screen'

/** Whether an open popup must stay open. */
export const needsPopup = ({ step: { name }, request }: SignInProgress): boolean =>
  name === 'popup-open' || ((name === 'starting' || name === 'opening-login') && usesPopup(request))

/**
 * Returns how many polls for the profile are left, and how many of them may run while the page is
 * hidden or shows no sign-in.
 */
export function looksOf(step: SignInStep) {
  if (step.name === 'checking') {
    const { looksLeft, unattendedLooksLeft } = step
    return { looksLeft, unattendedLooksLeft }
  }
  const isPolled =
    step.name === 'popup-blocked' || step.name === 'popup-closed' || step.name === 'second-screen'
  return { looksLeft: isPolled ? Infinity : 0, unattendedLooksLeft: 0 }
}

/** Whether a sign-in needs its timer while the page is hidden or shows no sign-in. */
export const needsUnattendedTicks = (step: SignInStep): boolean =>
  step.name === 'popup-open' || looksOf(step).unattendedLooksLeft > 0
