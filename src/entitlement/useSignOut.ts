'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import type { Logout } from '../rest-v2/logout.ts'
import { defined } from '../wire/defined.ts'
import { leaveFor } from './addresses.ts'
import { type SignOutRequest, signOut } from './signOut.ts'

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
 * partner too (tell them); `complete`, where nothing is left to do, as with a TempPass; `invalid`,
 * where the server found no profile. Rejects as `PassClient.request` does; what was removed before
 * then stays removed.
 *
 * It resolves, and goes to the MVPD's page, once the sign-out is stored, or could not be
 * (`storage-unavailable`): a page that is left after it comes back signed out.
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
  return useOnceMutation({ throwOnError: false, ...defined(options) }, (request) =>
    signOut(pass, { ...request, navigate: navigate || undefined }),
  )
}
