'use client'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { PassError } from '../oauth/errors/PassError.ts'
import { defined } from '../react/defined.ts'
import { usePass } from '../react/usePass.ts'
import type { PassMutationOptions } from '../react/usePassMutation.ts'
import { type Logout, logout } from '../rest-v2/logout.ts'
import { checkUrl, httpUrl, leaveFor, pageUrl } from './addresses.ts'
import { preauthorizedKey } from './queryKeys.ts'
import { signInOf } from './useSignIn.ts'
import { knownViewer, removeProfiles } from './viewerProfiles.ts'

/** What a sign-out may be told. */
export interface SignOutRequest {
  /** Default: every MVPD with a valid profile. */
  readonly mvpd?: string | undefined
  /** Where the viewer comes back to from the MVPD. Default: the page's address. */
  readonly redirectUrl?: string | undefined
}

/** The options of {@link useSignOut}: those of a mutation, and how to follow a `logout`. */
export interface UseSignOutOptions
  extends PassMutationOptions<readonly Logout[], SignOutRequest | void> {
  /**
   * Brings the viewer to the MVPD's logout page, whose absolute address it is given. Default: this
   * page goes there, and comes back. `false` leaves it to you.
   */
  readonly navigate?: ((url: string) => void) | false | undefined
}

/**
 * Signs the viewer out. Only when the viewer asks: a denial is no reason (REST API V2, rule V5).
 *
 * It gives one result for each removed profile, by `actionName`: `logout`, whose `url` is gone to,
 * the first one if there are more; `partner_logout`, where the viewer has to sign out with the
 * partner too (tell them); `complete`; `invalid`, where there was nothing to remove, as with a
 * TempPass. Rejects as `PassClient.request` does; what was removed before then stays removed.
 *
 * @example
 * const { mutate: signOut } = useSignOut()
 * <button onClick={() => signOut()}>Sign out</button>
 */
export function useSignOut({
  navigate = leaveFor,
  ...options
}: UseSignOutOptions = {}): UseMutationResult<readonly Logout[], PassError, SignOutRequest | void> {
  const pass = usePass()
  const queryClient = useQueryClient()
  return useMutation({
    networkMode: 'always',
    retry: false,
    ...defined(options),
    mutationFn: async (request) => {
      const { mvpd: asked, redirectUrl = pageUrl() } = request ?? {}
      checkUrl('redirectUrl', redirectUrl)
      const { valid, mvpd: used } = await knownViewer(pass, queryClient)
      const mvpds = asked ? [asked] : valid.length ? valid.map(({ mvpd }) => mvpd) : [used]
      const results: Logout[] = []
      for (const mvpd of mvpds) {
        if (mvpd === undefined) continue
        const { logouts } = await pass.request(logout({ mvpd, redirectUrl }))
        const removed = Object.values(logouts).map((result) => ({
          ...result,
          url: httpUrl(result.url, pass.origin),
        }))
        results.push(...removed)
        removeProfiles(pass, queryClient, [mvpd, ...removed.map((result) => result.mvpd)])
      }
      queryClient.removeQueries({ queryKey: preauthorizedKey(pass) })
      signInOf(pass).cancel()
      const next = results.find(({ actionName, url }) => actionName === 'logout' && url)
      if (next?.url && navigate) navigate(next.url)
      return results
    },
  })
}
