import type { Session, SessionParameters, SessionStatus } from '../rest-v2/sessions.ts'
import type { ReadyState, ResumeSignInState } from './ResumeSignInState.ts'

/** The internal state of a second screen. */
export interface ResumeSignInProgress {
  readonly state: ResumeSignInState
  /** The code that was good last. `resume` and the back button return to it. */
  readonly ready: ReadyState | undefined
  /** Incremented by each action; late responses are ignored. */
  readonly epoch: number
}

/** The progress of a page in which nothing has happened yet. */
export const INITIAL_RESUME: ResumeSignInProgress = {
  state: { status: 'idle' },
  ready: undefined,
  epoch: 0,
}

/** Brings the viewer to the MVPD. */
export type Navigate = (url: string) => void

/** What can happen to a second screen, by `type`. */
export type ResumeSignInEvent =
  /** The viewer has typed a code. */
  | { readonly type: 'check'; readonly typed: string }
  | {
      readonly type: 'resume'
      readonly parameters: SessionParameters | undefined
      readonly navigate: Navigate
    }
  | { readonly type: 'cancel' }
  /** The back button has brought the viewer back from the MVPD. */
  | { readonly type: 'page-restored' }
  | ResumeSignInAnswer

/** The result of an effect. It is late if another action has followed: `epoch` is that of the effect. */
export type ResumeSignInAnswer = { readonly epoch: number } & (
  | { readonly type: 'code-checked'; readonly code: string; readonly status: SessionStatus }
  | ({ readonly type: 'session-resumed'; readonly navigate: Navigate } & ResumedSession)
  /** A call has failed, or `navigate` threw. */
  | { readonly type: 'failed'; readonly error: unknown }
  /** Nobody sees this page any more, so it does not leave. */
  | { readonly type: 'not-left' }
)

/** What the server wants next. */
export type ResumedSession =
  | { readonly next: 'nothing'; readonly mvpd: string | undefined }
  | { readonly next: 'parameters'; readonly missingParameters: Session['missingParameters'] }
  | { readonly next: 'login'; readonly url: string }

/** What a second screen does outside of its state, by `type`. */
export type ResumeSignInEffect =
  /** Asks what is known of a code. The answer is `code-checked` or `failed`. */
  | { readonly type: 'check-code'; readonly epoch: number; readonly code: string }
  /** Gives a session what it was missing. The answer is `session-resumed` or `failed`. */
  | {
      readonly type: 'resume-session'
      readonly epoch: number
      readonly code: string
      readonly missingParameters: Session['missingParameters']
      readonly parameters: SessionParameters | undefined
      readonly navigate: Navigate
    }
  /** Leaves the page for the MVPD. The answer is `not-left`, `failed`, or none. */
  | {
      readonly type: 'leave'
      readonly epoch: number
      readonly url: string
      readonly navigate: Navigate
    }

/** The next progress, and the effect to run, if there is one. */
export interface ResumeSignInTransition {
  readonly progress: ResumeSignInProgress
  readonly effect?: ResumeSignInEffect
}
