'use client'
import { useRef, useState } from 'react'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import { PassError } from '../oauth/errors/PassError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { usePass } from '../react/usePass.ts'
import { authenticateUrl } from '../rest-v2/authenticateUrl.ts'
import {
  resumeSession,
  type Session,
  type SessionParameters,
  type SessionStatus,
  sessionStatus,
} from '../rest-v2/sessions.ts'
import { checkUrl, httpUrl, leaveFor, pageUrl } from './addresses.ts'
import { OVER } from './createSignIn.ts'

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

  /** Shows a state, and then what work comes to, unless something else was begun meanwhile. */
  async function step(first: ResumeSignInState, work?: () => Promise<ResumeSignInState>) {
    const mine = ++course.current
    setState(first)
    const next = await work?.().catch((error: unknown): ResumeSignInState => {
      if (error instanceof PassApiError && OVER.includes(error.code)) {
        return { status: 'unknown-code' }
      }
      const known = error instanceof PassError ? error : new PassError('The sign-in failed')
      return { status: 'failed', error: known }
    })
    if (!next || mine !== course.current) return
    setState(next)
    if (next.status === 'redirecting') navigate(next.url)
  }

  return {
    ...state,
    cancel: () => void step({ status: 'idle' }),
    check: (typed) =>
      step({ status: 'checking' }, async () => {
        const code = typed.replace(/[\s-]/g, '').toUpperCase()
        if (!code) return { status: 'unknown-code' }
        return { status: 'ready', code, ...(await pass.request(sessionStatus({ code }))) }
      }),
    resume: async (parameters) => {
      if (state.status !== 'ready') return
      const { code, missingParameters } = state
      await step({ status: 'resuming' }, async () => {
        if (!missingParameters.length) return redirecting({ url: authenticateUrl(pass, { code }) })
        const given = {
          ...(missingParameters.includes('domainName') && { domainName: location.hostname }),
          ...(missingParameters.includes('redirectUrl') && { redirectUrl: pageUrl() }),
          ...parameters,
        }
        checkUrl('redirectUrl', given.redirectUrl)
        const session = await pass.request(resumeSession({ code, ...given }))
        const { actionName, mvpd, missingParameters: missing } = session
        if (actionName === 'authorize') return { status: 'signed-in', mvpd }
        return missing.length ? { ...state, missingParameters: missing } : redirecting(session)
      })
    },
  }

  function redirecting(session: Pick<Session, 'url'>): ResumeSignInState {
    const url = httpUrl(session.url, pass.origin)
    if (!url) throw new PassResponseError('A session says nothing of how to go on', 200, ['url'])
    return { status: 'redirecting', url }
  }
}
