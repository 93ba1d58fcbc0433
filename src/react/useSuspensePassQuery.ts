'use client'
import {
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { browserOnlyError } from './browserOnlyError.ts'
import { passQueryOptions } from './passQueryOptions.ts'
import { usePass } from './usePass.ts'

/** The options of `useSuspenseQuery` without `queryKey` and `queryFn`. */
export type SuspensePassQueryOptions<T = unknown, S = T> = Omit<
  UseSuspenseQueryOptions<T, PassError, S>,
  'queryKey' | 'queryFn'
>

/**
 * `useSuspenseQuery` for a protected call: suspends until there is data, and throws errors to the
 * nearest error boundary.
 *
 * On a server it fetches nothing: unless the data is cached or being fetched already, the nearest
 * `<Suspense>` boundary is left to the browser.
 *
 * @example
 * // Below a <Suspense> and an error boundary:
 * const { data } = useSuspensePassQuery(configuration())
 * const names = data.requestor.mvpds.map(({ displayName }) => displayName)
 */
export function useSuspensePassQuery<T = unknown, S = T>(
  endpoint: string | PassEndpoint<T>,
  options?: SuspensePassQueryOptions<T, S>,
): UseSuspenseQueryResult<S, PassError> {
  const query = passQueryOptions<T, S>(usePass(), endpoint, options)
  const known = useQueryClient().getQueryState(query.queryKey)
  const isThere = known?.data !== undefined || query.initialData !== undefined
  if (typeof document === 'undefined' && !isThere && known?.fetchStatus !== 'fetching') {
    throw browserOnlyError('useSuspensePassQuery')
  }
  return useSuspenseQuery(query)
}
