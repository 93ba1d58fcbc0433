'use client'
import { useQuery } from '@tanstack/react-query'
import { LONGEST_TIMER } from '../client/tokenLife.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import { type ViewerProfile, validProfiles } from '../rest-v2/validProfiles.ts'
import { useJourney } from './useJourney.ts'
import { useViewer } from './useViewer.ts'
import { profilesOptions } from './viewerProfiles.ts'
import { updateViewer } from './viewerRecord.ts'

const NONE = { profiles: {} }

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
  /** Takes the profile of this MVPD from now on, on this device. */
  readonly choose: (mvpd: string) => void
  /** Why the last question failed; what was known before stays. */
  readonly error: PassError | null
  /** Asks the server now. */
  readonly refetch: () => void
}

/**
 * Who is signed in: the chosen profile if it is valid, else the one valid longest (REST API V2, rule
 * V6). What is known is kept over reloads, so that the server is asked when a profile expires, and
 * not before.
 */
export function useProfile(): UseProfileResult {
  const [pass, queryClient] = useJourney()
  const viewer = useViewer()
  const { data, dataUpdatedAt, error, fetchStatus, refetch } = useQuery({
    ...profilesOptions(pass, queryClient),
    enabled: viewer.isFetched,
    refetchInterval: ({ state: { data: answer = NONE, dataUpdatedAt: at } }) => {
      const left = Math.min(...validProfiles(answer, at).map(msLeft))
      // Where the clock is wrong it says nothing of when to ask again: a refusal will.
      return left > 0 && Math.min(left + 1, LONGEST_TIMER)
    },
  })
  const { chosen, last } = viewer.data ?? {}
  const profiles = validProfiles(data ?? NONE, dataUpdatedAt, chosen)
  const [profile] = profiles
  const state = (): ProfileState => {
    if (profile) return { status: 'signed-in', profile }
    // Read for its rendering too: offline, at the end of a profile, nothing else changes.
    if (!data) return { status: error && fetchStatus === 'idle' ? 'failed' : 'pending' }
    return last && msLeft(last) <= 0
      ? { status: 'expired', mvpd: last.mvpd }
      : { status: 'signed-out' }
  }
  return {
    ...state(),
    profiles,
    error,
    choose: (mvpd) => updateViewer(pass, queryClient, (record) => ({ ...record, chosen: mvpd })),
    refetch: () => void refetch(),
  }
}

const msLeft = ({ notAfter }: ViewerProfile) => notAfter - Date.now()
