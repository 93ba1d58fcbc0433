'use client'
import {
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
  useSuspenseQuery,
} from '@tanstack/react-query'
import type { PassEndpoint } from '../client/passEndpoint.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import { browserOnly } from './browserOnly.ts'
import { passQueryOptions } from './passQueryOptions.ts'
import { usePass } from './usePass.ts'

/** The options of `useSuspenseQuery`, less what the endpoint says. */
export type SuspensePassQueryOptions<T = unknown, S = T> = Omit<
  UseSuspenseQueryOptions<T, PassError, S>,
  'queryKey' | 'queryFn'
>

/**
 * `useSuspenseQuery` for a protected call: suspends until there is data, and throws errors to the
 * nearest error boundary. On a server it rejects before any request, with a
 * `PassConfigurationError`: React then renders that boundary in the browser.
 */
export function useSuspensePassQuery<T = unknown, S = T>(
  endpoint: string | PassEndpoint<T>,
  options?: SuspensePassQueryOptions<T, S>,
): UseSuspenseQueryResult<S, PassError> {
  return useSuspenseQuery(browserOnly(passQueryOptions<T, S>(usePass(), endpoint, options)))
}
