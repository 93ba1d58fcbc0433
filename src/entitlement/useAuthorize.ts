'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { defined } from '../wire/defined.ts'
import { authorization } from './authorization.ts'

/** The options of {@link useAuthorize}: those of a mutation, and with which MVPD to ask. */
export interface UseAuthorizeOptions extends PassMutationOptions<Decision, string> {
  /** Default: that of the profile in use. */
  readonly mvpd?: string | undefined
}

/**
 * Asks whether the viewer may watch a resource: call it before every playback (REST API V2, rule
 * V4). The decision holds the media token, or the `error` that says why not: its `details`, or else
 * its `message`, are for the viewer, its `action` is for the app. The token is for one playback,
 * and is dropped with the component. Some MVPDs send metadata with an authorization only: after the
 * first one that is permitted, and a second after its token was handed out, the profile is asked for
 * once more.
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
  const pass = usePass()
  return useOnceMutation({ throwOnError: false, ...defined(options) }, (resource) =>
    authorization(pass, given, resource),
  )
}
