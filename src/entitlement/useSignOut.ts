'use client'
import type { UseMutationResult } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { type PassMutationOptions, useOnceMutation } from '../react/usePassMutation.ts'
import type { Logout } from '../rest-v2/logout.ts'
import { defined } from '../wire/defined.ts'
import { leaveFor, type Navigate } from './addresses.ts'
import { type SignOutRequest, signOut } from './viewer/signOut.ts'

/** The options of {@link useSignOut}: those of a mutation, and the navigation. */
export interface UseSignOutOptions
  extends PassMutationOptions<readonly Logout[], SignOutRequest | void> {
  /**
   * Navigates to the MVPD's logout page, whose absolute URL it gets. Default: this page navigates
   * there, and comes back. `false` leaves the navigation to you.
   */
  readonly navigate?: Navigate | undefined
}

/**
 * Signs the viewer out. Call it only if the viewer asks for it: a denial is no reason (REST API V2,
 * rule V5).
 *
 * Resolves with one result for each removed profile, by `actionName`:
 *
 * - `logout`: the page navigates to its `url`, or to the first one of several.
 * - `partner_logout`: the viewer must sign out with the partner too. Tell them.
 * - `complete`: nothing is left to do, for instance after a TempPass.
 * - `invalid`: the server found no profile.
 *
 * It resolves, and navigates to the MVPD's page, once the sign-out is stored, or could not be
 * (`storage-unavailable`). So the viewer is signed out when the page comes back. A logout page of
 * Adobe Pass waits until Adobe's limit allows it.
 *
 * Rejects as `PassClient.request` does. Profiles that were removed before stay removed.
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
