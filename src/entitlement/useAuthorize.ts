'use client'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { type EnhancedError, readEnhancedError } from '../oauth/enhancedError.ts'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { defined } from '../react/defined.ts'
import { usePass } from '../react/usePass.ts'
import type { PassMutationOptions } from '../react/usePassMutation.ts'
import { authorize, type Decision } from '../rest-v2/decisions.ts'
import { decide } from './decide.ts'
import { knownViewer } from './viewerProfiles.ts'

/** The options of {@link useAuthorize}: those of a mutation, and with which MVPD to ask. */
export interface UseAuthorizeOptions extends PassMutationOptions<Decision, string> {
  /** Default: that of the profile in use. */
  readonly mvpd?: string | undefined
}

/**
 * Asks whether the viewer may watch a resource: call it before every playback (REST API V2, rule
 * V4). The decision holds the media token, or the `error` that says why not: its `details` are for
 * the viewer, its `action` is for the app. The token is for one playback, and is dropped with the
 * component. Where nobody is signed in, the decision says `authenticated_profile_missing`.
 *
 * Rejects as `PassClient.request` does.
 *
 * @example
 * const { mutate, data } = useAuthorize({ onSuccess: ({ token }) => token && play(token) })
 * <button onClick={() => mutate('channel-1')}>Watch</button>
 * {data?.error && <p>{data.error.details ?? 'This is not in your package.'}</p>}
 */
export function useAuthorize({
  mvpd: given,
  ...options
}: UseAuthorizeOptions = {}): UseMutationResult<Decision, PassError, string> {
  const pass = usePass()
  const queryClient = useQueryClient()
  return useMutation({
    networkMode: 'always',
    retry: false,
    gcTime: 0,
    ...defined(options),
    mutationFn: async (resource) => {
      const mvpd = given ?? (await knownViewer(pass, queryClient)).mvpd
      const refused = (error: EnhancedError): Decision => ({
        resource,
        serviceProvider: pass.serviceProvider ?? '',
        mvpd: mvpd ?? '',
        source: 'mvpd',
        authorized: false,
        error,
      })
      // What Adobe Pass would answer, without asking.
      if (mvpd === undefined) return refused({ action: 'authentication', code: MISSING })
      let answer: Decision | undefined
      try {
        await decide(pass, queryClient, authorize, mvpd, [resource], (decision) => {
          answer = decision
        })
      } catch (error) {
        if (!(error instanceof PassApiError && error.action === 'authentication')) throw error
        return refused(readEnhancedError(error))
      }
      if (!answer) throw new PassResponseError('authorize has decided nothing', 200, ['decisions'])
      return answer
    },
  })
}

const MISSING = 'authenticated_profile_missing'
