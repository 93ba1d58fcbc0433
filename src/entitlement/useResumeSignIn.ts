'use client'
import { useEffect, useRef, useState } from 'react'
import type { PassError } from '../oauth/errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { answerUrl } from '../rest-v2/answerUrl.ts'
import {
  resumeSession,
  type SessionParameters,
  type SessionStatus,
  sessionStatus,
} from '../rest-v2/sessions.ts'
import { checkUrls, leaveFor, pageUrl } from './addresses.ts'
import { failure } from './failure.ts'

/** Where the second screen is, by `status`. */
export type ResumeSignInState =
  /** Ask for the code. */
  | { readonly status: 'idle' }
  | { readonly status: 'checking' }
  /** Nobody knows the code, or it is over: ask for another one. */
  | { readonly status: 'unknown-code' }
  /** The code is good. Where `mvpd` is missing, let the viewer pick one; then `resume`. */
  | {
      readonly status: 'ready'
      readonly code: string
      readonly missingParameters: SessionStatus['missingParameters']
      readonly existingParameters: SessionStatus['existingParameters']
    }
  | { readonly status: 'resuming' }
  /** The page is leaving for the MVPD. */
  | { readonly status: 'redirecting'; readonly url: string }
  /** There is nothing to sign in to: the first screen goes on by itself. */
  | { readonly status: 'signed-in'; readonly mvpd: string | undefined }
  | { readonly status: 'failed'; readonly error: PassError }

/** Where the second screen is, and what can be done about it. */
export type UseResumeSignInResult = ResumeSignInState & {
  /** Looks whether the code that the viewer typed is good. Spaces, dashes and letter case do not matter. */
  readonly check: (code: string) => Promise<void>
  /**
   * Gives what is missing, and brings the viewer to the MVPD. Default: the page's host name as
   * `domainName`, its address as `redirectUrl`.
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
  const [state, setState] = useState<ResumeSignInState>({ status: 'idle' })
  const course = useRef(0)
  // Nobody is brought anywhere from a page that is no longer shown.
  useEffect(() => () => void course.current++, [])

  /** Shows a state, and then what work comes to, unless something else was begun meanwhile. */
  async function step(first: ResumeSignInState, work?: () => Promise<ResumeSignInState>) {
    const mine = ++course.current
    setState(first)
    const next = await work?.().catch((error: unknown) => failure(error, 'unknown-code'))
    if (!next || mine !== course.current) return
    setState(next)
    if (next.status === 'redirecting') navigate(next.url)
  }

  return {
    ...state,
    cancel: () => void step({ status: 'idle' }),
    check: (typed) =>
      step({ status: 'checking' }, async () => {
        const code = typed.replace(/\W/g, '').toUpperCase()
        if (!code) return { status: 'unknown-code' }
        return { status: 'ready', code, ...(await pass.request(sessionStatus({ code }))) }
      }),
    resume: async (parameters) => {
      if (state.status !== 'ready') return
      await step({ status: 'resuming' }, async () => {
        const { code, missingParameters } = state
        const usual: SessionParameters = { domainName: location.hostname, redirectUrl: pageUrl() }
        // What is known already is not said anew.
        const missing = Object.entries(usual).filter(([name]) => missingParameters.includes(name))
        const given = { ...Object.fromEntries(missing), ...parameters }
        checkUrls(given)
        const session = await pass.request(resumeSession({ ...given, code }))
        const { actionName, mvpd } = session
        if (actionName === 'authorize') return { status: 'signed-in', mvpd }
        return session.missingParameters.length
          ? { ...state, missingParameters: session.missingParameters }
          : { status: 'redirecting', url: answerUrl(pass, session) }
      })
    },
  }
}
