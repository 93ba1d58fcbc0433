import type { PassClient } from '../../client/PassClient.ts'
import { onPageRestored } from '../../platform/onPageRestored.ts'
import { answerUrl } from '../../rest-v2/answerUrl.ts'
import { resumeSession, type SessionParameters, sessionStatus } from '../../rest-v2/sessions.ts'
import { defined } from '../../wire/defined.ts'
import { checkUrls, leaveOnceStored, pageUrl } from '../addresses.ts'
import type { ResumeSignInState } from './ResumeSignInState.ts'
import {
  INITIAL_RESUME,
  type Navigate,
  type ResumeSignInEffect,
  type ResumeSignInEvent,
} from './ResumeSignInTransition.ts'
import { reduceResumeSignIn } from './reduceResumeSignIn.ts'

/** The second screen's part of another device's sign-in. */
export interface ResumeSignIn {
  readonly getState: () => ResumeSignInState
  /** Without a listener the page counts as not shown, and does not navigate. */
  readonly subscribe: (listener: () => void) => () => void
  readonly check: (typed: string) => Promise<void>
  readonly resume: (given: {
    readonly parameters: SessionParameters | undefined
    readonly navigate: Navigate
  }) => Promise<void>
  readonly cancel: () => void
}

type EffectOf<Type extends ResumeSignInEffect['type']> = Extract<
  ResumeSignInEffect,
  { readonly type: Type }
>

/** Creates the second screen's part of a sign-in. It sends no request before an action. */
export function createResumeSignIn(pass: PassClient): ResumeSignIn {
  const listeners = new Set<() => void>()
  let progress = INITIAL_RESUME
  let stopListening = () => {}

  /** Resolves once the event and everything that follows from it are done. Never rejects. */
  async function dispatch(event: ResumeSignInEvent) {
    const before = progress
    const { progress: next, effect } = reduceResumeSignIn(before, event)
    progress = next
    if (next.state !== before.state) for (const listener of listeners) listener()
    if (!effect) return
    const { epoch } = effect
    let answer: ResumeSignInEvent | undefined
    try {
      answer = await run(effect)
    } catch (error) {
      answer = { type: 'failed', epoch, error }
    }
    if (answer) await dispatch(answer)
  }

  function run(effect: ResumeSignInEffect): Promise<ResumeSignInEvent | undefined> {
    switch (effect.type) {
      case 'check-code':
        return checkCode(effect)
      case 'resume-session':
        return resumeCode(effect)
      case 'leave':
        return leave(effect)
    }
  }

  async function checkCode({ epoch, code }: EffectOf<'check-code'>): Promise<ResumeSignInEvent> {
    const status = await pass.request(sessionStatus({ code }))
    return { type: 'code-checked', epoch, code, status }
  }

  async function resumeCode(effect: EffectOf<'resume-session'>): Promise<ResumeSignInEvent> {
    const { epoch, code, navigate } = effect
    const given = completeParameters(effect)
    checkUrls(given)
    const session = await pass.request(resumeSession({ ...given, code }))
    const { actionName, mvpd, missingParameters } = session
    const resumed = { type: 'session-resumed', epoch, navigate } as const
    if (actionName === 'authorize') return { ...resumed, next: 'nothing', mvpd }
    return missingParameters.length
      ? { ...resumed, next: 'parameters', missingParameters }
      : { ...resumed, next: 'login', url: answerUrl(pass, session) }
  }

  async function leave({
    epoch,
    url,
    navigate,
  }: EffectOf<'leave'>): Promise<ResumeSignInEvent | undefined> {
    let isPrevented = false
    await leaveOnceStored(pass, () => {
      if (progress.epoch !== epoch) return
      isPrevented = !listeners.size
      if (!isPrevented) navigate(url)
    })
    return isPrevented ? { type: 'not-left', epoch } : undefined
  }

  return {
    getState: () => progress.state,
    subscribe(listener) {
      if (!listeners.size) {
        // The back/forward cache restores the page in the state in which the viewer left it.
        stopListening = onPageRestored(() => void dispatch({ type: 'page-restored' }))
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (!listeners.size) stopListening()
      }
    },
    check: (typed) => dispatch({ type: 'check', typed }),
    resume: (given) => dispatch({ type: 'resume', ...given }),
    cancel: () => void dispatch({ type: 'cancel' }),
  }
}

/** The parameters for a session: the given ones, and the page's defaults for missing ones. */
function completeParameters({
  missingParameters,
  parameters,
}: EffectOf<'resume-session'>): SessionParameters {
  const defaults: SessionParameters = { domainName: location.hostname, redirectUrl: pageUrl() }
  const missing = Object.entries(defaults).filter(([name]) => missingParameters.includes(name))
  return { ...Object.fromEntries(missing), ...defined(parameters) }
}
