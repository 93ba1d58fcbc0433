import type { Instant } from './presentInstant.ts'
import { looksOf, type SignInProgress, type SignInStep, sessionOf } from './SignInProgress.ts'
import type { SignInTick, SignInTransition } from './SignInTransition.ts'
import { comeBack, correctEnd, go, stay } from './sharedTransitions.ts'
import { shownState } from './shownState.ts'
import { signInMove } from './signInMove.ts'
import { msLeft } from './signInSession.ts'

/** ms by which the device's clock may differ from `monotonicNow` before it counts as changed. */
const CLOCK_TOLERANCE = 1_000

/** Returns the next state and effects for a tick. */
export function reduceSignInTick(progress: SignInProgress, tick: SignInTick): SignInTransition {
  const { step, epoch } = progress
  const { at, popup, isAttended, isLookDue } = tick
  const session = sessionOf(step)
  // The next event comes from the running effect.
  if (!session || step.name === 'storing' || step.name === 'opening-login') return stay(progress)
  const left = msLeft(session, at)
  // The device's clock was set back. If it is ahead instead, the device may have slept: a poll
  // tells.
  if (session.notAfter - at.now > left + CLOCK_TOLERANCE) {
    const corrected = correctEnd(progress, session, at)
    const next = reduceSignInTick(corrected.progress, tick)
    return { ...next, effects: [...corrected.effects, ...next.effects] }
  }
  const move = signInMove({
    ...looksOf(step),
    status: shownState(step).status,
    popup,
    isOver: left <= 0 || session.notAfter <= at.now,
    isAttended,
    isLookDue,
  })
  if (move === 'popup-back') return comeBack(progress, session)
  if (move === 'popup-closed' && step.name === 'popup-open') {
    return go(progress, { ...step, name: 'popup-closed' })
  }
  const next = countDown(step, at)
  if (move !== 'look') return go(progress, next)
  return go(progress, isAttended ? next : withoutUnattendedLook(next), [
    { type: 'look', epoch, code: session.code, owner: session.owner },
  ])
}

const countDown = (step: SignInStep, at: Instant): SignInStep =>
  step.name === 'second-screen' ? { ...step, msLeft: msLeft(step.session, at) } : step

const withoutUnattendedLook = (step: SignInStep): SignInStep =>
  step.name === 'checking' ? { ...step, unattendedLooksLeft: step.unattendedLooksLeft - 1 } : step
