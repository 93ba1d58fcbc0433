'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { usePass } from '../react/usePass.ts'
import type { SessionParameters } from '../rest-v2/sessions.ts'
import { type ActivationState, isActivationPending } from './activation/ActivationState.ts'
import { createActivation } from './activation/createActivation.ts'
import { leaveFor, type Navigate } from './addresses.ts'

/** The options of {@link useActivation}. */
export interface UseActivationOptions {
  /**
   * Navigates to the MVPD's page. Default: this page navigates there. `false`: you open the state's
   * `url` yourself.
   */
  readonly navigate?: Navigate | undefined
}

/**
 * The result of {@link useActivation}: the fields of {@link ActivationState}, and the actions. The
 * actions stay the same functions.
 */
export type UseActivationResult = ActivationState & {
  /** Whether a request or the navigation is under way: `checking`, `resuming` or `redirecting`. */
  readonly isPending: boolean
  /** Checks the code that the viewer typed. Spaces, dashes and letter case do not matter. */
  readonly check: (code: string) => void
  /**
   * Gives the missing parameters, and navigates to the MVPD. Default: the page's host name as
   * `domainName`, its URL as `redirectUrl`. Works again after `error`, with the same code.
   */
  readonly resume: (parameters?: SessionParameters) => void
  /** Goes back to asking for a code. */
  readonly cancel: () => void
}

/**
 * For the page of the second screen: checks the code that the first screen shows, asks for missing
 * parameters, and navigates to the MVPD. The actions return nothing and never throw: every outcome
 * is a `status`.
 *
 * @example
 * const { status, check, resume } = useActivation()
 * if (status === 'idle' || status === 'unknown-code') return <CodeForm onCode={check} />
 * if (status === 'ready') return <button onClick={() => resume()}>Continue</button>
 */
export function useActivation({
  navigate = leaveFor,
}: UseActivationOptions = {}): UseActivationResult {
  const pass = usePass()
  const [{ subscribe, getState, setNavigate, check, resume, cancel }] = useState(() =>
    createActivation(pass),
  )
  useEffect(() => setNavigate(navigate), [setNavigate, navigate])
  const state = useSyncExternalStore(subscribe, getState, getState)
  return { ...state, isPending: isActivationPending(state), check, resume, cancel }
}
