'use client'
import { useSyncExternalStore } from 'react'
import { usePass } from '../react/usePass.ts'
import type { SignInActions } from './signIn/SignInActions.ts'
import { isSignInPending, type SignInState } from './signIn/SignInState.ts'
import { signInOf } from './signIn/signInOf.ts'

/**
 * The result of {@link useSignIn}, with the fields of {@link SignInState} and {@link SignInActions}.
 * The actions stay the same functions.
 */
export type UseSignInResult = SignInState &
  SignInActions & {
    /**
     * Whether a sign-in is under way: `starting`, `popup-open`, `redirecting` or `checking`. Not in
     * a state that asks the viewer for something, such as `second-screen` or `popup-blocked`.
     */
    readonly isPending: boolean
  }

/**
 * Signs the viewer in: in a popup, by leaving the page and coming back, or on a second screen. The
 * actions never throw: every outcome is a `status`.
 *
 * The profile is polled every 4 s at most, while the hook is mounted and the page is visible (REST
 * API V2, rule V2). A popup that comes back is always closed, and the profile is then polled three
 * times. A sign-in continues after a reload of the tab. All components of a page share one sign-in.
 *
 * @example
 * const { isPending, signIn } = useSignIn()
 * <button disabled={isPending} onClick={() => signIn({ mvpd: 'Cablevision' })}>
 *   Sign in
 * </button>
 */
export function useSignIn(): UseSignInResult {
  const { subscribe, getState, actions } = signInOf(usePass())
  const state = useSyncExternalStore(subscribe, getState, onServer)
  return { ...state, isPending: isSignInPending(state), ...actions }
}

const IDLE: SignInState = { status: 'idle' }

/** The state in the server's HTML. A page hydrates with it even while a sign-in is in progress. */
const onServer = () => IDLE
