'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { defined } from '../wire/defined.ts'
import { authorization } from './decisions/authorization.ts'
import { type Refusal, refusalOf } from './Refusal.ts'

/** The options of {@link useAuthorize}: those of a mutation, and the MVPD. */
export interface UseAuthorizeOptions extends PassMutationOptions<Decision, string> {
  /** Default: the MVPD of the profile in use. */
  readonly mvpd?: string | undefined
}

/** The result of {@link useAuthorize}: that of a mutation, and why it is not a permit. */
export type UseAuthorizeResult = UseMutationResult<Decision, PassError, string> & {
  /**
   * Why the viewer may not watch, from the decision or from the failed request. `null` for a
   * permit, while a request is under way, and before the first one.
   */
  readonly refusal: Refusal | null
}

/**
 * Requests the decision whether the viewer may watch a resource. Call it before every playback
 * (REST API V2, rule V4).
 *
 * A permit holds the media token. It is for one playback and is removed with the component. For
 * everything else there is `refusal`: let the application react to its `action`, and show its
 * `details`, or else its `message`, to the viewer. Some MVPDs send metadata only with an
 * authorization, so the profile is requested once more, one second after the first permit.
 *
 * Rejects as `PassClient.request` does. If nobody is signed in, it rejects with the `PassApiError`
 * whose `action` is `authentication`.
 *
 * @example
 * const { mutate, refusal } = useAuthorize({ onSuccess: ({ token }) => token && play(token) })
 * <button onClick={() => mutate('channel-1')}>Watch</button>
 * {refusal && <p>{refusal.details ?? refusal.message ?? 'This is not in your package.'}</p>}
 */
export function useAuthorize({
  mvpd: given,
  ...options
}: UseAuthorizeOptions = {}): UseAuthorizeResult {
  const pass = usePass()
  const mutation = useOnceMutation({ throwOnError: false, ...defined(options) }, (resource) =>
    authorization(pass, given, resource),
  )
  const { data, error } = mutation
  const refusal = useMemo(() => refusalOf(data, error), [data, error])
  return { ...mutation, refusal }
}
