import { enhancedError } from '../errors/enhancedError.ts'
import { kindOf } from '../mvpdCatalogue.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { isRedirectUrl } from './isRedirectUrl.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * `GET /api/v2/{serviceProvider}/logout/{mvpd}`: removes the viewer's profile, and says what is left
 * to do for it to be forgotten by the MVPD too. There is nothing to remove of a profile that nobody
 * has signed in for, a temporary or a degraded one: `invalid`.
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
    if (redirectUrl !== null && !isRedirectUrl(redirectUrl)) {
      return enhancedError('invalid_parameter_redirect_url')
    }
    const answer = (actionName: string, actionType: string, url?: string) =>
      Response.json({ logouts: { [mvpd.id]: { actionName, actionType, mvpd: mvpd.id, url } } })

    const viewer = viewerOf(call)
    const profile = state.signIns.find(viewer, mvpd.id)
    const good = profile && state.clock.now() < profile.notAfter
    if (!good || profile.type === 'temporary') return answer('invalid', 'none')
    state.signIns.remove(viewer, mvpd.id)
    if (kindOf(mvpd) === 'no-logout') return answer('complete', 'none')

    const url = new URL(`/mvpd/${encodeURIComponent(mvpd.id)}/logout`, call.request.url)
    if (redirectUrl !== null) url.searchParams.set('redirectUrl', redirectUrl)
    return profile.type === 'appleSSO'
      ? answer('partner_logout', 'partner_interactive', url.href)
      : answer('logout', 'interactive', url.href)
  },
}
