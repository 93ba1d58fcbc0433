import type { Profile, Profiles } from '../../rest-v2/profiles.ts'
import type { SessionParameters } from '../../rest-v2/sessions.ts'
import type { ViewerRecord } from '../viewer/viewerRecord.ts'
import type { Pending } from './pending.ts'
import type { PopupPlace } from './popup.ts'
import type { Instant } from './presentInstant.ts'
import type { SignInProgress } from './SignInProgress.ts'
import type { SignInRequest } from './SignInState.ts'
import type { SessionAnswer, SignInSession } from './signInSession.ts'

/** The events of a sign-in, by `type`. */
export type SignInEvent = SignInAction | SignInAnswer | SignInPageEvent | SignInClientEvent

/** The actions of the application. */
export type SignInAction =
  | { readonly type: 'sign-in'; readonly request: SignInRequest }
  | { readonly type: 'resume'; readonly parameters: SessionParameters }
  /** `request` is the last request, for a new session. */
  | { readonly type: 'retry'; readonly request: SignInRequest }
  | { readonly type: 'cancel' }

/** The result of an effect, with the effect's `epoch`. It is late if another action followed. */
export type SignInAnswer = { readonly epoch: number } & (
  | {
      readonly type: 'session-begun'
      readonly answer: SessionAnswer
      readonly owner: string | undefined
      readonly popupName: string | undefined
      readonly at: Instant
    }
  /** The login page may be opened now. */
  | { readonly type: 'may-open' }
  /** The viewer is signed in, by this sign-in or because none was needed. */
  | {
      readonly type: 'viewer-found'
      readonly mvpd: string
      readonly profiles: Profiles['profiles']
      /** The `commits` of the viewer's record at the time of the request. */
      readonly commits: ViewerRecord['commits']
    }
  /** The profile is not stored: the viewer signed out in another tab after the request. */
  | { readonly type: 'viewer-left'; readonly at: Instant }
  | { readonly type: 'nobody-found'; readonly at: Instant }
  | { readonly type: 'look-failed'; readonly error: unknown; readonly at: Instant }
  /** The profile is stored, or could not be. */
  | {
      readonly type: 'stored'
      readonly mvpd: string
      readonly profile: Profile | undefined
      readonly screen: SignInRequest['screen']
    }
  /** The session request failed, or `navigate` threw. */
  | { readonly type: 'failed'; readonly error: unknown }
)

/** The answers of one type. */
export type SignInAnswerOf<Type extends SignInAnswer['type']> = Extract<
  SignInAnswer,
  { readonly type: Type }
>

/** The events of the page. */
export type SignInPageEvent =
  /** The page has read the session that the tab has stored. */
  | { readonly type: 'restored'; readonly pending: Pending | undefined; readonly at: Instant }
  | { readonly type: 'popup-shown' }
  /** The popup could not be opened, or did not accept the URL. */
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
  /** Where the popup is. `undefined` if the page knows no popup. */
  readonly popup: PopupPlace | undefined
  /** Whether the page is visible and a component shows the sign-in. */
  readonly isAttended: boolean
  /** Whether the next poll may run now. */
  readonly isLookDue: boolean
}

/** The events of the client and its viewer. */
export type SignInClientEvent =
  | { readonly type: 'reset' }
  | { readonly type: 'credentials-replaced' }
  | { readonly type: 'profiles-changed'; readonly profiles: Profiles['profiles'] }

/** The side effects of a sign-in, by `type`. */
export type SignInEffect =
  | { readonly type: 'keep-session'; readonly session: SignInSession }
  | { readonly type: 'forget-session' }
  /**
   * Opens the popup, or finds the open one. The tab stores `session`; the popup gets no copy of it.
   */
  | { readonly type: 'open-popup'; readonly session: SignInSession | undefined }
  /** Waits until Adobe's limit allows opening the login page. Results in `may-open`. */
  | {
      readonly type: 'wait-to-open'
      readonly epoch: number
      readonly url: string
      readonly inPopup: boolean
    }
  /**
   * Shows the login page in the popup. Results in `popup-shown` or `popup-refused`, in the same
   * task.
   */
  | { readonly type: 'show-login'; readonly url: string }
  /** Requests a session. Results in `session-begun`, `viewer-found` or `failed`. */
  | { readonly type: 'create-session'; readonly epoch: number; readonly request: SignInRequest }
  /** Gives a session its missing parameters. The results are the same. */
  | {
      readonly type: 'resume-session'
      readonly epoch: number
      readonly request: SignInRequest
      readonly code: string
    }
  /**
   * Polls the profile once. Results in `viewer-found`, `nobody-found` or `look-failed`; in
   * `credentials-replaced` if the session belongs to another registration than `owner`.
   */
  | {
      readonly type: 'look'
      readonly epoch: number
      readonly code: string
      readonly owner: string | undefined
    }
  /** Stores the viewer's profile. Results in `stored` or `viewer-left`. */
  | {
      readonly type: 'store-profile'
      readonly epoch: number
      readonly mvpd: string
      readonly profiles: Profiles['profiles']
      readonly commits: ViewerRecord['commits']
      readonly screen: SignInRequest['screen']
    }
  /** Navigates to the MVPD. Results in `failed` or nothing. */
  | {
      readonly type: 'leave'
      readonly epoch: number
      readonly url: string
      readonly navigate: SignInRequest['navigate']
    }
  /** Emits `signed-in` if the profile was stored although the sign-in was cancelled. */
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
