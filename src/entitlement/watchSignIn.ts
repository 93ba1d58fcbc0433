import { onPageEvent } from '../platform/onPageEvent.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import { hasFocus, isPageHidden, onVisibilityChange } from '../platform/pageVisibility.ts'
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

/** ms between two ticks, and how many may be added: two tabs in step would look at the same moment. */
const TICK = 1_000
const TICK_JITTER = 10

/** What a watch reads, and whom it tells. */
export interface SignInWatchParts {
  readonly getProgress: () => SignInProgress
  /** Whether a component shows the sign-in. */
  readonly isShown: () => boolean
  readonly popup: SignInPopup
  readonly isLookDue: (code: string) => boolean
  readonly dispatch: (event: SignInEvent) => Promise<void>
}

/** Tells a sign-in of the time and of its page, as long as it has a session. */
export interface SignInWatch {
  /** Starts or stops what the present step needs. Ticks at once if time matters. */
  readonly update: () => void
  /** Notes that the viewer has acted in this page, which some browsers call hidden all the same. */
  readonly noteUse: () => void
}

/** Makes the watch of a sign-in. It does nothing before `update`. */
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
    // After a reload this page knows the popup by its message alone.
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
