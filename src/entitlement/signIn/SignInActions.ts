import type { SessionParameters } from '../../rest-v2/sessions.ts'
import type { SignInRequest } from './SignInState.ts'

/** The actions of a sign-in. They return nothing: the state says what happens. */
export interface SignInActions {
  /**
   * Starts a sign-in. For a popup, call it in a click handler: otherwise browsers block the popup.
   */
  readonly signIn: (request?: SignInRequest) => void
  /**
   * Gives the missing parameters in the state `needs-parameters`. For a popup, call it in a click
   * handler.
   */
  readonly resume: (parameters: SessionParameters) => void
  /**
   * Goes to the MVPD's page again, or starts a new session if the last one has ended. For a popup,
   * call it in a click handler.
   */
  readonly retry: () => void
  /** Stops the sign-in and forgets its session. */
  readonly cancel: () => void
}
