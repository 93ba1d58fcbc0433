import type { Profile, Profiles } from '../rest-v2/profiles.ts'
import type { SessionParameters } from '../rest-v2/sessions.ts'
import type { Pending } from './pending.ts'
import type { PopupPlace } from './popup.ts'
import type { Instant } from './presentInstant.ts'
import type { SignInProgress } from './SignInProgress.ts'
import type { SignInRequest } from './SignInState.ts'
import type { SessionAnswer, SignInSession } from './signInSession.ts'

/** What can happen to a sign-in, by `type`. */
export type SignInEvent = SignInAction | SignInAnswer | SignInPageEvent | SignInClientEvent

/** What the application asks for. */
export type SignInAction =
  | { readonly type: 'sign-in'; readonly request: SignInRequest }
  | { readonly type: 'resume'; readonly parameters: SessionParameters }
  /** `request` is the last one, for a new session. */
  | { readonly type: 'retry'; readonly request: SignInRequest }
  | { readonly type: 'cancel' }

/** The result of an effect. It is late if another action has followed: `epoch` is that of the effect. */
export type SignInAnswer = { readonly epoch: number } & (
  | {
      readonly type: 'session-begun'
      readonly answer: SessionAnswer
      readonly popupName: string | undefined
      readonly at: Instant
    }
  /** A viewer is signed in, whether by this sign-in or without one. */
  | {
      readonly type: 'viewer-found'
      readonly mvpd: string
      readonly profiles: Profiles['profiles']
    }
  | { readonly type: 'nobody-found'; readonly at: Instant }
  | { readonly type: 'look-failed'; readonly error: unknown; readonly at: Instant }
  /** The profile is stored, or could not be. */
  | {
      readonly type: 'stored'
      readonly mvpd: string
      readonly profile: Profile | undefined
      readonly screen: SignInRequest['screen']
    }
  /** No session was given, or `navigate` threw. */
  | { readonly type: 'failed'; readonly error: unknown }
)

/** The answers of one type. */
export type SignInAnswerOf<Type extends SignInAnswer['type']> = Extract<
  SignInAnswer,
  { readonly type: Type }
>

/** What happens in the page. */
export type SignInPageEvent =
  /** The page has read what the tab keeps. */
  | { readonly type: 'restored'; readonly pending: Pending | undefined; readonly at: Instant }
  | { readonly type: 'popup-shown' }
  /** The popup could not be opened, or shows nothing. */
  | { readonly type: 'popup-refused' }
  /** The page in the popup says that the viewer is back. */
  | { readonly type: 'popup-returned' }
  /** The page is visible again. */
  | { readonly type: 'page-shown' }
  | SignInTick

/** Time has passed. */
export interface SignInTick {
  readonly type: 'tick'
  readonly at: Instant
  /** Where the popup is. `undefined` if the page knows of none. */
  readonly popup: PopupPlace | undefined
  /** Whether the page is visible, and a component listens. */
  readonly isAttended: boolean
  /** Whether the pace allows a look now. */
  readonly isLookDue: boolean
}

/** What happens to the client and its viewer. */
export type SignInClientEvent =
  | { readonly type: 'reset' }
  | { readonly type: 'credentials-replaced' }
  | { readonly type: 'profiles-changed'; readonly profiles: Profiles['profiles'] }

/** What a sign-in does outside of its state, by `type`. */
export type SignInEffect =
  | { readonly type: 'keep-session'; readonly session: SignInSession }
  | { readonly type: 'forget-session' }
  /** Opens the popup, or finds the open one. The tab keeps `session`, and the popup gets no copy of it. */
  | { readonly type: 'open-popup'; readonly session: SignInSession | undefined }
  /** Shows the login in the popup. The answer is `popup-shown` or `popup-refused`, in the same task. */
  | { readonly type: 'show-login'; readonly url: string }
  /** Requests a session. The answer is `session-begun`, `viewer-found` or `failed`. */
  | { readonly type: 'create-session'; readonly epoch: number; readonly request: SignInRequest }
  /** Gives a session what it was missing. The same answers. */
  | {
      readonly type: 'resume-session'
      readonly epoch: number
      readonly request: SignInRequest
      readonly code: string
    }
  /** Looks for the viewer. The answer is `viewer-found`, `nobody-found` or `look-failed`. */
  | { readonly type: 'look'; readonly epoch: number; readonly code: string }
  /** Stores the profile of the viewer. The answer is `stored`. */
  | {
      readonly type: 'store-profile'
      readonly epoch: number
      readonly mvpd: string
      readonly profiles: Profiles['profiles']
      readonly screen: SignInRequest['screen']
    }
  /** Leaves the page for the MVPD. The answer is `failed`, or none. */
  | {
      readonly type: 'leave'
      readonly epoch: number
      readonly url: string
      readonly navigate: SignInRequest['navigate']
    }
  /** Raises `signed-in` for a viewer whose sign-in was cancelled too late, if the profile is stored. */
  | {
      readonly type: 'report-late-sign-in'
      readonly mvpd: string
      readonly screen: SignInRequest['screen']
    }

/** The effects of one type. */
export type SignInEffectOf<Type extends SignInEffect['type']> = Extract<
  SignInEffect,
  { readonly type: Type }
>

/** The next progress, and the effects to run, in their order. */
export interface SignInTransition {
  readonly progress: SignInProgress
  readonly effects: readonly SignInEffect[]
}
