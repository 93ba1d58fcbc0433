'use client'
import { useQuery } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import type { ViewerProfile } from '../rest-v2/validProfiles.ts'
import { profilesOf } from './profileQuestion.ts'
import { useViewer } from './useViewer.ts'

/** What {@link useProfile} knows, by `status`. */
export type ProfileState =
  /** Not known yet. */
  | { readonly status: 'pending'; readonly profile?: undefined }
  | { readonly status: 'signed-in'; readonly profile: ViewerProfile }
  /** Offer to sign in. */
  | { readonly status: 'signed-out'; readonly profile?: undefined }
  /** Offer to sign in again, with `mvpd`. */
  | { readonly status: 'expired'; readonly profile?: undefined; readonly mvpd: string }
  /** Offer to try again: nothing is known of the viewer. */
  | { readonly status: 'failed'; readonly profile?: undefined }

/** What {@link useProfile} gives. */
export type UseProfileResult = ProfileState & {
  /** Every valid profile, the one in use first: where there are more, offer the choice. */
  readonly profiles: readonly ViewerProfile[]
  /**
   * Takes the profile of this MVPD from now on, on this device: at once in this page. Resolves once
   * the choice is stored, or could not be (`storage-unavailable`); await it before you leave the page.
   */
  readonly choose: (mvpd: string) => Promise<void>
  /** Why the last question failed; what was known before stays. */
  readonly error: PassError | null
  /** Asks the server now. */
  readonly refetch: () => void
}

/**
 * Who is signed in: the chosen profile if it is valid, else the one valid longest (REST API V2, rule
 * V6). What is known is kept over reloads and shared by all roots and query clients of the page, so
 * that the server is asked when a profile expires, and not before: about the MVPD whose profile is in
 * use, or about all where none is known (rule V6a). A sign-in or a sign-out is shown once it is stored.
 */
export function useProfile(): UseProfileResult {
  const [{ queryClient, question, choose }, { record }] = useViewer()
  const { error, fetchStatus, refetch } = useQuery<number, PassError>(question, queryClient)
  const profiles = profilesOf(record)
  const [profile] = profiles
  const state = (): ProfileState => {
    if (profile) return { status: 'signed-in', profile }
    // Read for its rendering too: offline, at the end of a profile, nothing else changes.
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
