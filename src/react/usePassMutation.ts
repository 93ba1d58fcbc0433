'use client'
import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { defined } from '../wire/defined.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { usePass } from './usePass.ts'

/** The options of `useMutation` without `mutationFn`. */
export type PassMutationOptions<T, Variables, OnMutateResult = unknown> = Omit<
  UseMutationOptions<T, PassError, Variables, OnMutateResult>,
  'mutationFn'
>

/**
 * `useMutation` for a protected call on demand, such as an authorization. Its response is removed
 * with the last component that shows it (`gcTime: 0`), because it may hold a media token. It is
 * never paused, and only the client retries it (`networkMode: 'always'`, `retry: false`).
 *
 * @example
 * const { mutate } = usePassMutation((resource: string) =>
 *   authorize({ mvpd: 'Cablevision', resources: [resource] }),
 * )
 * <button onClick={() => mutate('channel-1')}>Watch</button>
 */
export function usePassMutation<T = unknown, Variables = void, OnMutateResult = unknown>(
  makeEndpoint: (variables: Variables) => PassEndpoint<T>,
  options?: PassMutationOptions<T, Variables, OnMutateResult>,
): UseMutationResult<T, PassError, Variables, OnMutateResult> {
  const pass = usePass()
  return useOnceMutation(options, async (variables) => pass.request(makeEndpoint(variables)))
}

/** A mutation with the defaults of {@link usePassMutation} and any `mutationFn`. */
export const useOnceMutation = <T, Variables, OnMutateResult>(
  options: PassMutationOptions<T, Variables, OnMutateResult> | undefined,
  mutationFn: (variables: Variables) => Promise<T>,
): UseMutationResult<T, PassError, Variables, OnMutateResult> =>
  useMutation({ networkMode: 'always', retry: false, gcTime: 0, ...defined(options), mutationFn })
