import type { PassError } from '../errors/PassError.ts'
import type { SessionStatus } from '../rest-v2/sessions.ts'

/** Where the second screen is, by `status`. */
export type ResumeSignInState =
  /** Ask for the code. */
  | { readonly status: 'idle' }
  | { readonly status: 'checking' }
  /** Nobody knows the code, or it is over: ask for another one. */
  | { readonly status: 'unknown-code' }
  /**
   * The code is good. Show the viewer which `device` it is for, as far as Adobe Pass recognised that:
   * a stranger may have sent the code. If `mvpd` is missing, let the viewer pick one; then `resume`.
   */
  | ({ readonly status: 'ready'; readonly code: string } & Pick<
      SessionStatus,
      'missingParameters' | 'existingParameters' | 'device'
    >)
  | { readonly status: 'resuming' }
  /** The page is leaving for the MVPD. */
  | { readonly status: 'redirecting'; readonly url: string }
  /** There is nothing to sign in to: the first screen goes on by itself. */
  | { readonly status: 'signed-in'; readonly mvpd: string | undefined }
  | { readonly status: 'failed'; readonly error: PassError }

/** The state of a code that is good. */
export type ReadyState = Extract<ResumeSignInState, { readonly status: 'ready' }>
