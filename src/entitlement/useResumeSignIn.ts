'use client'
import { useEffect, useRef, useState } from 'react'
import type { PassError } from '../errors/PassError.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import { usePass } from '../react/usePass.ts'
import { answerUrl } from '../rest-v2/answerUrl.ts'
import {
  resumeSession,
  type SessionParameters,
  type SessionStatus,
  sessionStatus,
} from '../rest-v2/sessions.ts'
import { defined } from '../wire/defined.ts'
import { checkUrls, leaveFor, leaveOnceStored, pageUrl } from './addresses.ts'
import { failure } from './failure.ts'

/** Where the second screen is, by `status`. */
export type ResumeSignInState =
  /** Ask for the code. */
  | { readonly status: 'idle' }
  | { readonly status: 'checking' }
  /** Nobody knows the code, or it is over: ask for another one. */
  | { readonly status: 'unknown-code' }
  /**
   * The code is good. Show the viewer which `device` it is for, as far as Adobe Pass recognised that:
   * a stranger may have sent the code. Where `mvpd` is missing, let the viewer pick one; then `resume`.
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

type ReadyState = Extract<ResumeSignInState, { readonly status: 'ready' }>

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
  const [state, setState] = useState<ResumeSignInState>({ status: 'idle' })
  /** Incremented by each action; late responses are ignored. */
  const epoch = useRef(0)
  /** The code that was good last, to come back to. */
  const ready = useRef<ReadyState>(undefined)
  /** Whether the page is shown: nobody is brought anywhere from one that is not. */
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  /** Where the viewer was not brought to the MVPD, or is back from there: once more. */
  const goBack = () => {
    const back = ready.current
    if (back) setState((now) => (now.status === 'redirecting' ? back : now))
  }
  // The back button takes the page from the back/forward cache as the viewer left it.
  useEffect(() => onPageRestored(goBack), [])

  /** Shows a state, and then what work comes to, unless something else was begun meanwhile. */
  async function step(first: ResumeSignInState, work?: () => Promise<ResumeSignInState>) {
    const startedEpoch = ++epoch.current
    const isCurrent = () => startedEpoch === epoch.current
    setState(first)
    try {
      const next = await work?.()
      if (!next || !isCurrent()) return
      if (next.status === 'ready') ready.current = next
      setState(next)
      if (next.status === 'redirecting') {
        await leaveOnceStored(pass, () => {
          if (!isCurrent()) return
          if (isShown.current) navigate(next.url)
          else goBack()
        })
      }
    } catch (error) {
      if (isCurrent()) setState(failure(error, 'unknown-code'))
    }
  }

  return {
    ...state,
    cancel() {
      ready.current = undefined
      void step({ status: 'idle' })
    },
    check(typed) {
      ready.current = undefined
      return step({ status: 'checking' }, async () => {
        const code = typed.replace(/\W/g, '').toUpperCase()
        if (!code) return { status: 'unknown-code' }
        const { existingParameters, missingParameters, device } = await pass.request(
          sessionStatus({ code }),
        )
        return { status: 'ready', code, existingParameters, missingParameters, device }
      })
    },
    async resume(parameters) {
      const known = ready.current
      if (!known || (state.status !== 'ready' && state.status !== 'failed')) return
      await step({ status: 'resuming' }, async () => {
        const { code, missingParameters } = known
        const usual: SessionParameters = { domainName: location.hostname, redirectUrl: pageUrl() }
        // What is known already is not said anew.
        const missing = Object.entries(usual).filter(([name]) => missingParameters.includes(name))
        const given = { ...Object.fromEntries(missing), ...defined(parameters) }
        checkUrls(given)
        const session = await pass.request(resumeSession({ ...given, code }))
        const { actionName, mvpd } = session
        if (actionName === 'authorize') return { status: 'signed-in', mvpd }
        return session.missingParameters.length
          ? { ...known, missingParameters: session.missingParameters }
          : { status: 'redirecting', url: answerUrl(pass, session) }
      })
    },
  }
}
