'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import { authorize, type Decision } from '../rest-v2/decisions.ts'
import { decide } from './decide.ts'
import { useJourney } from './useJourney.ts'
import { knownMvpds } from './viewerProfiles.ts'

/** The options of {@link useAuthorize}: those of a mutation, and with which MVPD to ask. */
export interface UseAuthorizeOptions extends PassMutationOptions<Decision, string> {
  /** Default: that of the profile in use. */
  readonly mvpd?: string | undefined
}

/**
 * Asks whether the viewer may watch a resource: call it before every playback (REST API V2, rule
 * V4). The decision holds the media token, or the `error` that says why not: its `details`, or else
 * its `message`, are for the viewer, its `action` is for the app. The token is for one playback,
 * and is dropped with the component.
 *
 * Rejects as `PassClient.request` does; where nobody is signed in, with the `PassApiError` whose
 * `action` is `authentication`.
 *
 * @example
 * const { mutate, data } = useAuthorize({ onSuccess: ({ token }) => token && play(token) })
 * <button onClick={() => mutate('channel-1')}>Watch</button>
 * {data?.error && <p>{data.error.details ?? data.error.message ?? 'This is not in your package.'}</p>}
 */
export function useAuthorize({
  mvpd: given,
  ...options
}: UseAuthorizeOptions = {}): UseMutationResult<Decision, PassError, string> {
  const [pass, queryClient] = useJourney()
  return useOnceMutation(options, async (resource) => {
    const [mvpd] = given ? [given] : await knownMvpds(pass, queryClient)
    // What Adobe Pass would answer, without asking.
    if (!mvpd) throw new PassApiError(403, { action: 'authentication', code: MISSING })
    let answer: Decision | undefined
    await decide(pass, queryClient, authorize, mvpd, [resource], (decision) => {
      answer = decision
    })
    if (!answer) throw new PassResponseError('A decision is missing', 200, ['decisions'])
    return answer
  })
}

const MISSING = 'authenticated_profile_missing'
