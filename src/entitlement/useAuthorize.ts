'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { defined } from '../react/defined.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import { authorize, type Decision } from '../rest-v2/decisions.ts'
import { decide } from './decide.ts'
import { metadataRefreshOf } from './metadataRefresh.ts'
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
  return useOnceMutation({ throwOnError: false, ...defined(options) }, async (resource) => {
    const refresh = metadataRefreshOf(pass)
    refresh.pause()
    let permitted: string | undefined
    try {
      const decision = await decideOne(pass, given, resource)
      if (decision.authorized) permitted = decision.mvpd
      return decision
    } finally {
      refresh.resume(permitted)
    }
  })
}

/** The decision about one resource. Raises `authorization` for it, and for a refusal. */
async function decideOne(
  pass: PassClient,
  given: string | undefined,
  resource: string,
): Promise<Decision> {
  const { emit } = clientParts(pass)
  let mvpd = given
  let answer: Decision | undefined
  try {
    mvpd ??= (await knownMvpds(pass))[0]
    // What Adobe Pass would answer, without asking.
    if (!mvpd) throw new PassApiError(403, { action: 'authentication', code: MISSING })
    await decide(pass, {
      operation: authorize,
      mvpd,
      resources: [resource],
      tell: (decision) => {
        answer = decision
      },
    })
    if (!answer) throw new PassResponseError('A decision is missing', 200, ['decisions'])
    const { authorized, error: { action, code } = {} } = answer
    emit({ type: 'authorization', mvpd, resource, authorized, action, code })
    return answer
  } catch (error) {
    if (error instanceof PassApiError) {
      const { action, code } = error
      emit({ type: 'authorization', mvpd, resource, authorized: false, action, code })
    }
    throw error
  }
}

const MISSING = 'authenticated_profile_missing'
