import { failure } from '../failure.ts'
import type {
  ActivationAnswer,
  ActivationEvent,
  ActivationProgress,
  ActivationTransition,
} from './ActivationTransition.ts'

/** Returns the next state and effect for an event of a second screen. */
export function reduceActivation(
  progress: ActivationProgress,
  event: ActivationEvent,
): ActivationTransition {
  const { state } = progress
  switch (event.type) {
    case 'check':
      return check(progress, event.typed)
    case 'resume':
      return state.status === 'ready' || state.status === 'error'
        ? resume(progress, event)
        : { progress }
    case 'cancel':
      return {
        progress: { state: { status: 'idle' }, ready: undefined, epoch: progress.epoch + 1 },
      }
    case 'page-restored':
      return returnToCode(progress)
    case 'code-checked':
    case 'session-resumed':
    case 'failed':
    case 'not-left':
      return event.epoch === progress.epoch ? reduceAnswer(progress, event) : { progress }
  }
}

/** Checks a typed code. Spaces, dashes and letter case do not matter. */
function check(progress: ActivationProgress, typed: string): ActivationTransition {
  const code = typed.replace(/\W/g, '').toUpperCase()
  const epoch = progress.epoch + 1
  if (!code) return { progress: { state: { status: 'unknown-code' }, ready: undefined, epoch } }
  return {
    progress: { state: { status: 'checking' }, ready: undefined, epoch },
    effect: { type: 'check-code', epoch, code },
  }
}

function resume(
  progress: ActivationProgress,
  { parameters }: Extract<ActivationEvent, { readonly type: 'resume' }>,
): ActivationTransition {
  const { ready } = progress
  // After a failed check there is no code.
  if (!ready) return { progress }
  const epoch = progress.epoch + 1
  const { code, missingParameters } = ready
  return {
    progress: { state: { status: 'resuming' }, ready, epoch },
    effect: { type: 'resume-session', epoch, code, missingParameters, parameters },
  }
}

function reduceAnswer(
  progress: ActivationProgress,
  answer: ActivationAnswer,
): ActivationTransition {
  switch (answer.type) {
    case 'code-checked': {
      const { code, status } = answer
      const { missingParameters, existingParameters, device } = status
      const ready = {
        status: 'ready',
        code,
        missingParameters,
        existingParameters,
        device,
      } as const
      return { progress: { ...progress, state: ready, ready } }
    }
    case 'session-resumed':
      return goOn(progress, answer)
    case 'failed':
      return { progress: { ...progress, state: failure(answer.error, 'unknown-code') } }
    case 'not-left':
      return returnToCode(progress)
  }
}

function goOn(
  progress: ActivationProgress,
  answer: Extract<ActivationAnswer, { readonly type: 'session-resumed' }>,
): ActivationTransition {
  const { ready, epoch } = progress
  switch (answer.next) {
    case 'nothing':
      return { progress: { ...progress, state: { status: 'signed-in', mvpd: answer.mvpd } } }
    case 'parameters': {
      const still = ready && { ...ready, missingParameters: answer.missingParameters }
      return still ? { progress: { state: still, ready: still, epoch } } : { progress }
    }
    case 'login': {
      const { url } = answer
      return {
        progress: { ...progress, state: { status: 'redirecting', url } },
        effect: { type: 'leave', epoch, url },
      }
    }
  }
}

/** The page did not navigate to the MVPD, or the viewer came back: another MVPD can be picked. */
function returnToCode(progress: ActivationProgress): ActivationTransition {
  const { state, ready } = progress
  return state.status === 'redirecting' && ready
    ? { progress: { ...progress, state: ready } }
    : { progress }
}
