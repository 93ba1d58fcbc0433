'use client'
import { useState, useSyncExternalStore } from 'react'
import { usePass } from '../react/usePass.ts'
import type { SessionParameters } from '../rest-v2/sessions.ts'
import { leaveFor } from './addresses.ts'
import { createResumeSignIn } from './secondScreen/createResumeSignIn.ts'
import type { ResumeSignInState } from './secondScreen/ResumeSignInState.ts'

/** The state of the second screen, and its actions. */
export type UseResumeSignInResult = ResumeSignInState & {
  /** Checks the code that the viewer typed. Spaces, dashes and letter case do not matter. */
  readonly check: (code: string) => Promise<void>
  /**
   * Gives the missing parameters, and navigates to the MVPD. Default: the page's host name as
   * `domainName`, its URL as `redirectUrl`. Works again after `failed`, with the same code.
   */
  readonly resume: (parameters?: SessionParameters) => Promise<void>
  /** Goes back to asking for a code. */
  readonly cancel: () => void
}

/**
 * For the page of the second screen: checks the code that the first screen shows, asks for missing
 * parameters, and navigates to the MVPD. Nothing rejects: every outcome is a `status`.
 *
 * @param navigate navigates to the MVPD. Default: this page navigates there.
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
