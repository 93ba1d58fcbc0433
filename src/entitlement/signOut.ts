import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { answerUrl } from '../rest-v2/answerUrl.ts'
import { type Logout, logout } from '../rest-v2/logout.ts'
import { checkUrls, pageUrl } from './addresses.ts'
import { signInOf } from './signInOf.ts'
import { changeProfiles, knownMvpds } from './viewerProfiles.ts'
import { viewerStored } from './viewerStored.ts'

/** What a sign-out may be told. */
export interface SignOutRequest {
  /** Default: every MVPD with a valid profile. */
  readonly mvpd?: string | undefined
  /** Where the viewer comes back to from the MVPD. Default: the page's address. */
  readonly redirectUrl?: string | undefined
}

/**
 * Signs the viewer out, with one MVPD after the other, and goes to the logout page of the first that
 * has one. Resolves with what each asks for, once the sign-out is stored, or could not be.
 */
export async function signOut(
  pass: PassClient,
  request: SignOutRequest,
  navigate: ((url: string) => void) | false,
): Promise<readonly Logout[]> {
  const { mvpd: asked, redirectUrl = pageUrl() } = request
  checkUrls({ redirectUrl })
  const results: Logout[] = []
  for (const mvpd of asked ? [asked] : await knownMvpds(pass)) {
    const { logouts } = await pass.request(logout({ mvpd, redirectUrl }))
    // They are gone, whatever the rest of the answer is worth.
    await changeProfiles(pass, [mvpd, ...Object.keys(logouts)])
    clientParts(pass).emit({ type: 'signed-out', mvpd })
    for (const result of Object.values(logouts)) {
      results.push(result.url ? { ...result, url: answerUrl(pass, result) } : result)
    }
  }
  signInOf(pass).cancel()
  const next = results.find(({ actionName, url }) => actionName === 'logout' && url)
  // What else was changed, such as a pick, must not be lost with the page either.
  await viewerStored(pass)
  if (next?.url && navigate) navigate(next.url)
  return results
}
