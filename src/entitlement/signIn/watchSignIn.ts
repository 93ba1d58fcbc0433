import { onPageEvent } from '../../platform/onPageEvent.ts'
import { onPageRestored } from '../../platform/onPageRestored.ts'
import { hasFocus, isPageHidden, onVisibilityChange } from '../../platform/pageVisibility.ts'
import { closeWindow } from './popup.ts'
import { presentInstant } from './presentInstant.ts'
import {
  awaitsPopup,
  needsUnattendedTicks,
  type SignInProgress,
  sessionOf,
} from './SignInProgress.ts'
import type { SignInEvent } from './SignInTransition.ts'
import type { SignInPopup } from './signInPopup.ts'

/**
 * ms between two ticks, and the most random ms added: two tabs must not poll at the same moment.
 */
const TICK = 1_000
const TICK_JITTER = 10

/** What {@link watchSignIn} needs. */
export interface SignInWatchParts {
  readonly getProgress: () => SignInProgress
  /** Whether a component shows the sign-in. */
  readonly isShown: () => boolean
  readonly popup: SignInPopup
  readonly isLookDue: (code: string) => boolean
  readonly dispatch: (event: SignInEvent) => Promise<void>
}

/** Dispatches ticks and page events to a sign-in while it has a session. */
export interface SignInWatch {
  /** Starts or stops what the current step needs. Ticks at once if the step needs the timer. */
  readonly update: () => void
  /** Records that the viewer used this page. Some browsers report a page in use as hidden. */
  readonly noteUse: () => void
}

/** Creates the watch of a sign-in. It does nothing before `update`. */
export function watchSignIn({
  getProgress,
  isShown,
  popup,
  isLookDue,
  dispatch,
}: SignInWatchParts): SignInWatch {
  let isUsedWhileHidden = false
  let timer: ReturnType<typeof setInterval> | undefined
  let listening: readonly (() => void)[] = []

  const isAttended = () => isShown() && (isUsedWhileHidden || !isPageHidden())

  function tick() {
    const { step } = getProgress()
    const session = sessionOf(step)
    if (!session || !(isAttended() || needsUnattendedTicks(step))) return clearInterval(timer)
    void dispatch({
      type: 'tick',
      at: presentInstant(),
      popup: popup.place(),
      isAttended: isAttended(),
      isLookDue: isLookDue(session.code),
    })
  }

  function update() {
    clearInterval(timer)
    if (!sessionOf(getProgress().step)) return stopListening()
    listen()
    timer = setInterval(tick, TICK + Math.random() * TICK_JITTER)
    // Stops the timer if nothing needs it.
    tick()
  }

  function onVisibility() {
    isUsedWhileHidden = false
    if (!isPageHidden()) void dispatch({ type: 'page-shown' })
    update()
  }

  function onMessage(event: MessageEvent) {
    const { step, request } = getProgress()
    if (!awaitsPopup(step) || !popup.isReturn(event, request.redirectUrl)) return
    // After a reload this page knows the popup only by its message.
    closeWindow(event.source)
    void dispatch({ type: 'popup-returned' })
  }

  function listen() {
    if (listening.length) return
    listening = [
      onVisibilityChange(onVisibility),
      // Older Safari fires no visibilitychange for a page from the back/forward cache.
      onPageRestored(onVisibility),
      onPageEvent('message', onMessage),
    ]
  }

  function stopListening() {
    for (const stop of listening) stop()
    listening = []
  }

  return {
    update,
    noteUse() {
      isUsedWhileHidden = isPageHidden() && hasFocus()
    },
  }
}
