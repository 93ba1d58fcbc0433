'use client'
import { useState, useSyncExternalStore } from 'react'
import { usePass } from '../react/usePass.ts'
import type { SessionParameters } from '../rest-v2/sessions.ts'
import { leaveFor } from './addresses.ts'
import { createResumeSignIn } from './createResumeSignIn.ts'
import type { ResumeSignInState } from './ResumeSignInState.ts'

/** Where the second screen is, and what can be done about it. */
export type UseResumeSignInResult = ResumeSignInState & {
  /** Looks whether the code that the viewer typed is good. Spaces, dashes and letter case do not matter. */
  readonly check: (code: string) => Promise<void>
  /**
   * Gives what is missing, and brings the viewer to the MVPD. Default: the page's host name as
   * `domainName`, its address as `redirectUrl`. Works again after `failed`, with the same code.
   */
  readonly resume: (parameters?: SessionParameters) => Promise<void>
  /** Back to asking for a code. */
  readonly cancel: () => void
}

/**
 * The second screen's page: takes the code that the first screen shows, asks for what is missing, and
 * brings the viewer to the MVPD. Nothing rejects; everything that can happen is a `status`.
 *
 * @param navigate brings the viewer there. Default: this page goes.
 */
export function useResumeSignIn(navigate = leaveFor): UseResumeSignInResult {
  const pass = usePass()
  const [{ subscribe, getState, check, resume, cancel }] = useState(() => createResumeSignIn(pass))
  const state = useSyncExternalStore(subscribe, getState, getState)
  return {
    ...state,
    check,
    resume: (parameters) => resume({ parameters, navigate }),
    cancel,
  }
}
