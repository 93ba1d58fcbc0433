'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { PassError } from '../errors/PassError.ts'
import { useStable } from '../react/useStable.ts'
import type { ViewerProfile } from '../rest-v2/validProfiles.ts'
import type { AllKeys } from '../wire/AllKeys.ts'
import { type NamedProfile, namedProfiles } from './viewer/namedProfiles.ts'
import { useViewer } from './viewer/useViewer.ts'

/**
 * The state of the viewer, by `status`. All keys can be read in every state: those that it lacks are
 * `undefined`. A minor version may add a `status`: give a `switch` a `default`.
 */
export type ProfileState = AllKeys<
  /** Not known yet. */
  | {
      readonly status: 'pending'
      readonly isPending: true
      /** Why the last request failed; else `null`. Earlier data stays. */
      readonly error: PassError | null
    }
  /** The viewer has a valid profile. */
  | {
      readonly status: 'signed-in'
      readonly isPending: false
      /** The profile in use. */
      readonly profile: NamedProfile
      /** Why the last request failed; else `null`. Earlier data stays. */
      readonly error: PassError | null
    }
  /** Offer to sign in. */
  | {
      readonly status: 'signed-out'
      readonly isPending: false
      /** Why the last request failed; else `null`. Earlier data stays. */
      readonly error: PassError | null
    }
  /** Offer to sign in again, with `mvpd`. */
  | {
      readonly status: 'expired'
      readonly isPending: false
      /** The id of the MVPD whose profile has expired. */
      readonly mvpd: string
      /** Why the last request failed; else `null`. Earlier data stays. */
      readonly error: PassError | null
    }
  /** Offer to try again: nothing is known about the viewer. */
  | {
      readonly status: 'error'
      readonly isPending: false
      /** Why the request failed. */
      readonly error: PassError
    }
>

/**
 * The result of {@link useProfile}, with the fields of {@link ProfileState}. Its functions stay the
 * same, and its objects as long as they say the same.
 */
export type UseProfileResult = ProfileState & {
  /** All valid profiles, the one in use first. If there are several, offer a choice. */
  readonly profiles: readonly NamedProfile[]
  /**
   * Uses the profile of this MVPD from now on, on this device. This page shows it at once. Resolves
   * once the choice is stored, or could not be (`storage-unavailable`). Await it before you leave
   * the page.
   */
  readonly choose: (mvpd: string) => Promise<void>
  /** Asks the server now. */
  readonly refetch: () => void
}

/**
 * Who is signed in: the chosen profile if it is valid, else the one that lasts longest (REST API
 * V2, rule V6).
 *
 * The data survives reloads, and all roots and query clients of the page share it. The server is
 * asked only when a profile expires: about the MVPD of the profile in use, or about all MVPDs if
 * none is known (rule V6a). A sign-in or a sign-out is shown once it is stored.
 *
 * @example
 * const { status, profile } = useProfile()
 * if (status === 'signed-in') console.log('Signed in with', profile.mvpd)
 */
export function useProfile(): UseProfileResult {
  const [{ queryClient, question, choose }, { record }] = useViewer()
  const query = useQuery<number, PassError>(question, queryClient)
  const { error, fetchStatus, refetch: fetchAgain } = query
  const profiles = useStable(namedProfiles(record))
  const refetch = useCallback(() => void fetchAgain(), [fetchAgain])
  const state = (): ProfileState => {
    const [profile] = profiles
    if (profile) return { status: 'signed-in', isPending: false, profile, error }
    if (!record.answer) {
      // `fetchStatus` is also read to re-render: offline, when a profile expires, nothing else
      // changes.
      return error && fetchStatus === 'idle'
        ? { status: 'error', isPending: false, error }
        : { status: 'pending', isPending: true, error }
    }
    const { last } = record
    return last && isOver(last)
      ? { status: 'expired', isPending: false, mvpd: last.mvpd, error }
      : { status: 'signed-out', isPending: false, error }
  }
  return { ...state(), profiles, choose, refetch }
}

const isOver = ({ notAfter }: ViewerProfile) => notAfter <= Date.now()
