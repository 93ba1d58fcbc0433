'use client'
import { useSyncExternalStore } from 'react'
import { usePass } from '../react/usePass.ts'
import type { SignIn } from './signIn/createSignIn.ts'
import type { SignInState } from './signIn/SignInState.ts'
import { signInOf } from './signIn/signInOf.ts'

/** The state of the sign-in, and its actions. */
export type UseSignInResult = SignInState & Pick<SignIn, 'signIn' | 'resume' | 'retry' | 'cancel'>

/**
 * Signs the viewer in: in a popup, by leaving the page and coming back, or on a second screen.
 * Nothing rejects: every outcome is a `status`.
 *
 * The profile is polled every 4 s at most, while the hook is mounted and the page is visible (REST
 * API V2, rule V2). A popup that comes back is always closed, and the profile is then polled three
 * times. A sign-in continues after a reload of the tab. All components of a page share one sign-in.
 *
 * @example
 * const { status, signIn } = useSignIn()
 * <button disabled={status === 'starting'} onClick={() => signIn({ mvpd: 'Cablevision' })}>
 */
export function useSignIn(): UseSignInResult {
  const pass = usePass()
  const { subscribe, getState, signIn, resume, retry, cancel } = signInOf(pass)
  const state = useSyncExternalStore(subscribe, getState, onServer)
  return { ...state, signIn, resume, retry, cancel }
}

const IDLE: SignInState = { status: 'idle' }

/** The state in the server's HTML. A page hydrates with it even while a sign-in is in progress. */
const onServer = () => IDLE
