import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { onPageRestored } from '../../platform/onPageRestored.ts'
import { answerUrl } from '../../rest-v2/answerUrl.ts'
import { resumeSession, type SessionParameters, sessionStatus } from '../../rest-v2/sessions.ts'
import { defined } from '../../wire/defined.ts'
import {
  checkUrls,
  leaveFor,
  leaveOnceStored,
  type Navigate,
  pageUrl,
  withAbsoluteUrls,
} from '../addresses.ts'
import type { ActivationState } from './ActivationState.ts'
import {
  type ActivationEffect,
  type ActivationEvent,
  INITIAL_ACTIVATION,
} from './ActivationTransition.ts'
import { reduceActivation } from './reduceActivation.ts'

/** The second screen's part of another device's sign-in. */
export interface Activation {
  readonly getState: () => ActivationState
  /** Without a listener the page counts as not shown, and does not navigate. */
  readonly subscribe: (listener: () => void) => () => void
  /** Sets how the page navigates to the MVPD. */
  readonly setNavigate: (navigate: Navigate) => void
  readonly check: (typed: string) => void
  readonly resume: (parameters?: SessionParameters) => void
  readonly cancel: () => void
}

type EffectOf<Type extends ActivationEffect['type']> = Extract<
  ActivationEffect,
  { readonly type: Type }
>

/** Creates the second screen's part of a sign-in. It sends no request before an action. */
export function createActivation(pass: PassClient): Activation {
  const listeners = new Set<() => void>()
  let progress = INITIAL_ACTIVATION
  let navigate: Navigate = leaveFor
  let stopListening = () => {}

  /** Resolves once the event and everything that follows from it are done. Never rejects. */
  async function dispatch(event: ActivationEvent) {
    const before = progress
    const { progress: next, effect } = reduceActivation(before, event)
    progress = next
    if (next.state !== before.state) for (const listener of listeners) listener()
    if (!effect) return
    const { epoch } = effect
    let answer: ActivationEvent | undefined
    try {
      answer = await run(effect)
    } catch (error) {
      answer = { type: 'failed', epoch, error }
    }
    if (answer) await dispatch(answer)
  }

  function run(effect: ActivationEffect): Promise<ActivationEvent | undefined> {
    switch (effect.type) {
      case 'check-code':
        return checkCode(effect)
      case 'resume-session':
        return resumeCode(effect)
      case 'leave':
        return leave(effect)
    }
  }

  async function checkCode({ epoch, code }: EffectOf<'check-code'>): Promise<ActivationEvent> {
    const status = await pass.request(sessionStatus({ code }))
    return { type: 'code-checked', epoch, code, status }
  }

  async function resumeCode(effect: EffectOf<'resume-session'>): Promise<ActivationEvent> {
    const { epoch, code } = effect
    const given = completeParameters(effect)
    checkUrls(given)
    const session = await pass.request(resumeSession({ ...given, code }))
    const { actionName, mvpd, missingParameters } = session
    const resumed = { type: 'session-resumed', epoch } as const
    if (actionName === 'authorize') return { ...resumed, next: 'nothing', mvpd }
    return missingParameters.length
      ? { ...resumed, next: 'parameters', missingParameters }
      : { ...resumed, next: 'login', url: answerUrl(pass, session) }
  }

  async function leave({ epoch, url }: EffectOf<'leave'>): Promise<ActivationEvent | undefined> {
    let isPrevented = false
    await clientParts(pass).waitToNavigate(url)
    await leaveOnceStored(pass, () => {
      // The viewer may have gone back, and come forward to the code.
      if (progress.epoch !== epoch || progress.state.status !== 'redirecting') return
      isPrevented = !listeners.size
      if (!isPrevented && navigate) navigate(url)
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
    setNavigate(next) {
      navigate = next
    },
    check: (typed) => void dispatch({ type: 'check', typed }),
    resume: (parameters) => void dispatch({ type: 'resume', parameters }),
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
  return { ...Object.fromEntries(missing), ...withAbsoluteUrls(defined(parameters)) }
}
