'use client'
import { type SkipToken, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { type PassQueryOptions, passQueryOptions } from './passQueryOptions.ts'
import { usePass } from './usePass.ts'

/**
 * `useQuery` for a protected call. Takes a path or an endpoint, or `skipToken` while there is
 * nothing to fetch, and the options of `useQuery` without `queryKey` and `queryFn`.
 *
 * The token is read when the call is made, so its renewal does not cause a render.
 *
 * @example
 * const names = usePassQuery(configuration(), {
 *   select: ({ requestor }) => requestor.mvpds.map(({ displayName }) => displayName),
 * })
 */
export function usePassQuery<T = unknown, S = T>(
  endpoint: string | PassEndpoint<T> | SkipToken,
  options?: PassQueryOptions<T, S>,
): UseQueryResult<S, PassError> {
  return useQuery(passQueryOptions<T, S>(usePass(), endpoint, options))
}
