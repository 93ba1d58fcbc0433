import { replaceEqualDeep } from '@tanstack/react-query'
import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { onPageActivated } from '../../platform/onPageActivated.ts'
import type { SessionParameters } from '../../rest-v2/sessions.ts'
import { withAbsoluteUrls } from '../addresses.ts'
import { viewerOf } from '../viewer/viewerOf.ts'
import { createSignInEffects } from './createSignInEffects.ts'
import { journeyEvent } from './journeyEvent.ts'
import { readPending, signInKey } from './pending.ts'
import { popupReturn } from './popupReturn.ts'
import { presentInstant } from './presentInstant.ts'
import { reduceSignIn } from './reduceSignIn.ts'
import type { SignInActions } from './SignInActions.ts'
import { INITIAL_PROGRESS, needsPopup } from './SignInProgress.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'
import type { SignInAction, SignInEvent } from './SignInTransition.ts'
import { shownState } from './shownState.ts'
import { createSignInPopup } from './signInPopup.ts'
import { signInRequest } from './signInRequest.ts'
import { watchSignIn } from './watchSignIn.ts'

/** The sign-in of one client: its state and its actions. */
export interface SignIn {
  readonly getState: () => SignInState
  /** The profile is polled while there is a listener. */
  readonly subscribe: (listener: () => void) => () => void
  /** The actions for `useSignIn`. */
  readonly actions: SignInActions
  /** The same, but they resolve once everything that follows from the action is done. */
  readonly signIn: (request?: SignInRequest) => Promise<void>
  readonly resume: (parameters: SessionParameters) => Promise<void>
  readonly retry: () => Promise<void>
  readonly cancel: () => void
}

/** Creates the sign-in of a client. It sends no request before it is used or subscribed to. */
export function createSignIn(pass: PassClient): SignIn {
  const { emit } = clientParts(pass)
  const { repository } = viewerOf(pass)
  const storageKey = signInKey(pass)
  const listeners = new Set<() => void>()
  const popup = createSignInPopup(storageKey)
  let progress = INITIAL_PROGRESS
  let shown = shownState(progress.step)

  const effects = createSignInEffects({
    pass,
    popup,
    dispatch,
    currentEpoch: () => progress.epoch,
  })
  const watch = watchSignIn({
    getProgress: () => progress,
    isShown: () => listeners.size > 0,
    popup,
    isLookDue: effects.isLookDue,
    dispatch,
  })

  /** Resolves once the event and everything that follows from it are done. Never rejects. */
  async function dispatch(event: SignInEvent) {
    const before = progress
    const next = reduceSignIn(before, event)
    progress = next.progress
    const running = next.effects.map(effects.run)
    if (!needsPopup(progress)) popup.close()
    publish()
    const news = journeyEvent(before, next.progress)
    if (news) emit(news)
    if (next.progress.step.name !== before.step.name) watch.update()
    await Promise.all(running)
  }

  function publish() {
    const state = replaceEqualDeep(shown, shownState(progress.step))
    if (state === shown) return
    shown = state
    for (const listener of listeners) listener()
  }

  /** Continues the sign-in of this tab after a reload, or after the return from the MVPD. */
  function restore() {
    if (progress.step.name !== 'not-restored') return
    void popupReturn(pass)
    const pending = readPending(storageKey)
    popup.restore(pending?.popupName)
    void dispatch({ type: 'restored', pending, at: presentInstant() })
  }

  pass.subscribe(({ type }) => {
    if (type === 'reset' || type === 'credentials-replaced') void dispatch({ type })
  })
  repository.subscribe(() => {
    const { answer } = repository.getState().record
    if (answer) void dispatch({ type: 'profiles-changed', profiles: answer.profiles })
  })

  function act(action: SignInAction) {
    watch.noteUse()
    return dispatch(action)
  }

  const signIn: SignIn['signIn'] = (request) =>
    act({ type: 'sign-in', request: signInRequest(request) })
  const resume: SignIn['resume'] = (parameters) =>
    act({ type: 'resume', parameters: withAbsoluteUrls({ ...parameters }) })
  const retry = () => act({ type: 'retry', request: signInRequest(progress.request) })
  const cancel = () => void dispatch({ type: 'cancel' })

  return {
    getState: () => shown,
    signIn,
    resume,
    retry,
    cancel,
    actions: {
      signIn: (request) => void signIn(request),
      resume: (parameters) => void resume(parameters),
      retry: () => void retry(),
      cancel,
    },
    subscribe(listener) {
      listeners.add(listener)
      onPageActivated(restore)
      watch.update()
      return () => {
        listeners.delete(listener)
        watch.update()
      }
    },
  }
}
