import { enhancedError } from '../errors/enhancedError.ts'
import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Profile } from '../state/profiles.ts'
import type { Viewer } from '../state/signIns.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { isRedirectUrl } from './isRedirectUrl.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * `GET /api/v2/{serviceProvider}/logout/{mvpd}`: removes the viewer's profile, and says what is
 * left to do: `logout` on the MVPD's page, `partner_logout` in the device's settings, or nothing.
 *
 * - `complete`: the MVPD has no logout page, or the access was temporary or degraded. A TempPass
 *   keeps its remaining time.
 * - `invalid`: the viewer has no valid profile with this MVPD.
 */
export const logout: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/logout/:mvpd',
  answer: (call, state) => {
    const refusal = refuseDeviceHeaders(call.request, { identifier: 'required' })
    if (refusal) return refusal
    const mvpd = state.findMvpd(call.params['mvpd'])
    if (!mvpd) return enhancedError('invalid_parameter_mvpd')
    const redirectUrl = new URL(call.request.url).searchParams.get('redirectUrl')
    if (redirectUrl !== null && !isRedirectUrl(redirectUrl, state.domains)) {
      return enhancedError('invalid_parameter_redirect_url')
    }
    const answer = (actionName: string, actionType: string, url?: string) =>
      Response.json({ logouts: { [mvpd.id]: { actionName, actionType, mvpd: mvpd.id, url } } })

    const viewer = viewerOf(call)
    const profile = validProfile(viewer, mvpd, state)
    if (!profile) return answer('invalid', 'none')
    if (profile.type === 'temporary') return answer('complete', 'none')
    state.signIns.remove(viewer, mvpd.id)
    state.degraded.remove(viewer, mvpd.id)
    if (profile.type === 'appleSSO') return answer('partner_logout', 'partner_interactive')
    if (profile.type === 'degraded' || kindOf(mvpd) === 'no-logout') {
      return answer('complete', 'none')
    }
    const url = new URL(`/mvpd/${encodeURIComponent(mvpd.id)}/logout`, call.request.url)
    if (redirectUrl !== null) url.searchParams.set('redirectUrl', redirectUrl)
    return answer('logout', 'interactive', url.href)
  },
}

/**
 * Returns the profile that a logout ends. For a promotional TempPass it is the last one that this
 * client and device asked for, because the call does not name the identity.
 */
function validProfile(
  viewer: Viewer,
  mvpd: EmulatedMvpd,
  { clock, degraded, promotions, signIns }: EmulatorState,
): Profile | undefined {
  const kind = kindOf(mvpd)
  const profile =
    kind === 'promotional' ? promotions.takenBy(viewer, mvpd.id) : signIns.find(viewer, mvpd.id)
  if (profile && clock.now() < profile.notAfter) return profile
  return kind === 'authn-all' ? degraded.open(viewer, mvpd.id) : undefined
}
