import type { Session, SessionParameters, SessionStatus } from '../../rest-v2/sessions.ts'
import type { ActivationState, ReadyState } from './ActivationState.ts'

/** The internal state of a second screen. */
export interface ActivationProgress {
  readonly state: ActivationState
  /** The last valid code. `resume` uses it, and the back button returns to it. */
  readonly ready: ReadyState | undefined
  /** Incremented by each action; late responses are ignored. */
  readonly epoch: number
}

/** The initial progress of a page. */
export const INITIAL_ACTIVATION: ActivationProgress = {
  state: { status: 'idle' },
  ready: undefined,
  epoch: 0,
}

/** The events of a second screen, by `type`. */
export type ActivationEvent =
  /** The viewer has typed a code. */
  | { readonly type: 'check'; readonly typed: string }
  | { readonly type: 'resume'; readonly parameters: SessionParameters | undefined }
  | { readonly type: 'cancel' }
  /** The viewer came back from the MVPD with the back button. */
  | { readonly type: 'page-restored' }
  | ActivationAnswer

/** The result of an effect, with the effect's `epoch`. It is late if another action followed. */
export type ActivationAnswer = { readonly epoch: number } & (
  | { readonly type: 'code-checked'; readonly code: string; readonly status: SessionStatus }
  | ({ readonly type: 'session-resumed' } & ResumedSession)
  /** A call failed, or `navigate` threw. */
  | { readonly type: 'failed'; readonly error: unknown }
  /** No component shows this page's state any more, so the page does not navigate. */
  | { readonly type: 'not-left' }
)

/** The next step, from the server's response. */
export type ResumedSession =
  | { readonly next: 'nothing'; readonly mvpd: string | undefined }
  | { readonly next: 'parameters'; readonly missingParameters: Session['missingParameters'] }
  | { readonly next: 'login'; readonly url: string }

/** The side effects of a second screen, by `type`. */
export type ActivationEffect =
  /** Requests the status of a code. Results in `code-checked` or `failed`. */
  | { readonly type: 'check-code'; readonly epoch: number; readonly code: string }
  /** Gives a session its missing parameters. Results in `session-resumed` or `failed`. */
  | {
      readonly type: 'resume-session'
      readonly epoch: number
      readonly code: string
      readonly missingParameters: Session['missingParameters']
      readonly parameters: SessionParameters | undefined
    }
  /** Navigates to the MVPD. Results in `not-left`, `failed` or nothing. */
  | { readonly type: 'leave'; readonly epoch: number; readonly url: string }

/** The next progress, and the effect to run, if there is one. */
export interface ActivationTransition {
  readonly progress: ActivationProgress
  readonly effect?: ActivationEffect
}
