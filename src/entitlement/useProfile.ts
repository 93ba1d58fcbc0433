'use client'
import { useQuery } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import type { ViewerProfile } from '../rest-v2/validProfiles.ts'
import { profilesOf } from './viewer/profileQuestion.ts'
import { useViewer } from './viewer/useViewer.ts'

/** The state of the viewer, by `status`. */
export type ProfileState =
  /** Not known yet. */
  | { readonly status: 'pending'; readonly profile?: undefined }
  | { readonly status: 'signed-in'; readonly profile: ViewerProfile }
  /** Offer to sign in. */
  | { readonly status: 'signed-out'; readonly profile?: undefined }
  /** Offer to sign in again, with `mvpd`. */
  | { readonly status: 'expired'; readonly profile?: undefined; readonly mvpd: string }
  /** Offer to try again: nothing is known about the viewer. */
  | { readonly status: 'failed'; readonly profile?: undefined }

/** The result of {@link useProfile}. */
export type UseProfileResult = ProfileState & {
  /** All valid profiles, the one in use first. If there are several, offer a choice. */
  readonly profiles: readonly ViewerProfile[]
  /**
   * Uses the profile of this MVPD from now on, on this device. This page shows it at once. Resolves
   * once the choice is stored, or could not be (`storage-unavailable`). Await it before you leave
   * the page.
   */
  readonly choose: (mvpd: string) => Promise<void>
  /** Why the last request failed. Earlier data stays. */
  readonly error: PassError | null
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
 */
export function useProfile(): UseProfileResult {
  const [{ queryClient, question, choose }, { record }] = useViewer()
  const { error, fetchStatus, refetch } = useQuery<number, PassError>(question, queryClient)
  const profiles = profilesOf(record)
  const [profile] = profiles
  const state = (): ProfileState => {
    if (profile) return { status: 'signed-in', profile }
    // `fetchStatus` is also read to re-render: offline, when a profile expires, nothing else
    // changes.
    if (!record.answer) return { status: error && fetchStatus === 'idle' ? 'failed' : 'pending' }
    const { last } = record
    return last && isOver(last) ? { status: 'expired', mvpd: last.mvpd } : { status: 'signed-out' }
  }
  return {
    ...state(),
    profiles,
    error,
    choose,
    refetch: () => void refetch(),
  }
}

const isOver = ({ notAfter }: ViewerProfile) => notAfter <= Date.now()
