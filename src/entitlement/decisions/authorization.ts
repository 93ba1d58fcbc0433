import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { PassApiError } from '../../errors/PassApiError.ts'
import { PassResponseError } from '../../errors/PassResponseError.ts'
import { authorize, type Decision } from '../../rest-v2/decisions.ts'
import { metadataRefreshOf } from '../viewer/metadataRefreshOf.ts'
import { viewerOf } from '../viewer/viewerOf.ts'
import { decide } from './decide.ts'

/**
 * Requests the decision about one playback, with the given MVPD or that of the profile in use.
 * After the first permit, and once no authorization is running, the profile's metadata is
 * refreshed.
 */
export async function authorization(
  pass: PassClient,
  given: string | undefined,
  resource: string,
): Promise<Decision> {
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
}

/** Requests the decision about one resource. Emits `authorization` for a decision or a refusal. */
async function decideOne(
  pass: PassClient,
  given: string | undefined,
  resource: string,
): Promise<Decision> {
  const { emit } = clientParts(pass)
  let mvpd = given
  let answer: Decision | undefined
  try {
    mvpd ??= (await viewerOf(pass).knownMvpds())[0]
    // Adobe Pass would return the same error.
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
