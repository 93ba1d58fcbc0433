import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { answerUrl } from '../../rest-v2/answerUrl.ts'
import { type Logout, logout } from '../../rest-v2/logout.ts'
import { checkUrls, pageUrl, withAbsoluteUrls } from '../addresses.ts'
import { signInOf } from '../signIn/signInOf.ts'
import { viewerOf } from './viewerOf.ts'
import { viewerStored } from './viewerStored.ts'

/** The options of a sign-out. */
export interface SignOutRequest {
  /** Default: every MVPD with a valid profile. */
  readonly mvpd?: string | undefined
  /**
   * The URL to which the viewer returns from the MVPD, absolute or relative to this page. Default:
   * the page's URL.
   */
  readonly redirectUrl?: string | undefined
}

/** The options of a sign-out, with the navigation. */
interface SignOutOptions extends SignOutRequest {
  /** Navigates to the MVPD's logout page. Default: no navigation. */
  readonly navigate?: ((url: string) => void) | undefined
}

/**
 * Signs the viewer out with one MVPD after the other, and navigates to the first logout page.
 * Resolves with one result for each removed profile, once the sign-out is stored, or could not be.
 */
export async function signOut(
  pass: PassClient,
  { mvpd: asked, redirectUrl: given = pageUrl(), navigate }: SignOutOptions,
): Promise<readonly Logout[]> {
  const { redirectUrl } = withAbsoluteUrls({ redirectUrl: given })
  checkUrls({ redirectUrl })
  const { emit, waitToNavigate } = clientParts(pass)
  const viewer = viewerOf(pass)
  const results: Logout[] = []
  for (const mvpd of asked ? [asked] : await viewer.knownMvpds()) {
    const { logouts } = await pass.request(logout({ mvpd, redirectUrl }))
    // The server has removed the profiles, whatever its response says.
    const gone = [mvpd, ...Object.keys(logouts)]
    await viewer.commit({ gone, found: {}, chosen: undefined, at: Date.now() })
    emit({ type: 'signed-out', mvpd })
    for (const result of Object.values(logouts)) {
      results.push(result.url ? { ...result, url: answerUrl(pass, result) } : result)
    }
  }
  signInOf(pass).cancel()
  const next = results.find(({ actionName, url }) => actionName === 'logout' && url)
  // Other changes, such as a picked MVPD, must not be lost with the page either.
  await viewerStored(pass)
  if (next?.url && navigate) {
    await waitToNavigate(next.url)
    navigate(next.url)
  }
  return results
}
