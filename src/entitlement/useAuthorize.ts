'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { defined } from '../wire/defined.ts'
import { authorization } from './decisions/authorization.ts'

/** The options of {@link useAuthorize}: those of a mutation, and the MVPD. */
export interface UseAuthorizeOptions extends PassMutationOptions<Decision, string> {
  /** Default: the MVPD of the profile in use. */
  readonly mvpd?: string | undefined
}

/**
 * Requests the decision whether the viewer may watch a resource. Call it before every playback
 * (REST API V2, rule V4).
 *
 * The decision holds the media token, or the `error` that says why the viewer may not watch: show
 * its `details`, or else its `message`, to the viewer, and let the app react to its `action`. The
 * token is for one playback and is removed with the component. Some MVPDs send metadata only with
 * an authorization, so the profile is requested once more, one second after the first permit.
 *
 * Rejects as `PassClient.request` does. If nobody is signed in, it rejects with the `PassApiError`
 * whose `action` is `authentication`.
 *
 * @example
 * const { mutate, data } = useAuthorize({ onSuccess: ({ token }) => token && play(token) })
 * <button onClick={() => mutate('channel-1')}>Watch</button>
 * {data?.error && (
 *   <p>{data.error.details ?? data.error.message ?? 'This is not in your package.'}</p>
 * )}
 */
export function useAuthorize({
  mvpd: given,
  ...options
}: UseAuthorizeOptions = {}): UseMutationResult<Decision, PassError, string> {
  const pass = usePass()
  return useOnceMutation({ throwOnError: false, ...defined(options) }, (resource) =>
    authorization(pass, given, resource),
  )
}
