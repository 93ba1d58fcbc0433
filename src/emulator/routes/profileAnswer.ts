import { enhancedError } from '../errors/enhancedError.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { promotionalResources } from '../state/promotions.ts'
import { findAccess } from './findAccess.ts'
import type { MvpdCall } from './readMvpdCall.ts'

const nobody = ['authenticated_profile_missing', 'authenticated_profile_expired']

/**
 * Returns the viewer's profile with one MVPD: none if nobody is signed in, a 403 if a TempPass is
 * used up.
 */
export function profileAnswer(call: MvpdCall, state: EmulatorState): Response {
  const access = findAccess(call, state)
  if (typeof access === 'string') {
    return nobody.includes(access) ? Response.json({ profiles: {} }) : enhancedError(access)
  }
  if (access.promotion && access.promotion.resources.size >= promotionalResources) {
    return enhancedError('temporary_access_resources_limit_exceeded')
  }
  return Response.json({ profiles: { [call.mvpd.id]: access.profile } })
}
