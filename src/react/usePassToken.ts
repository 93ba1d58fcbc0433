'use client'
import { type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import { defined } from '../wire/defined.ts'
import { usePass } from './usePass.ts'

/** The options of {@link usePassToken}. */
export type PassTokenOptions = Pick<
  UseQueryOptions<AccessToken, PassError>,
  'enabled' | 'notifyOnChangeProps' | 'subscribed' | 'throwOnError'
>

/**
 * The access token and its lifetime: `{ value, issuedAt, expiresAt }`, in ms since the epoch. While
 * mounted it renews the token before it expires, and re-renders only for a new token.
 *
 * Protected calls do not need it: `usePassQuery` adds the token itself.
 *
 * @example
 * const { data: token, error } = usePassToken()
 * if (token) console.log('Valid until', new Date(token.expiresAt))
 */
export function usePassToken(options?: PassTokenOptions): UseQueryResult<AccessToken, PassError> {
  const { tokens } = clientParts(usePass())
  return useQuery({ ...tokens.options, ...defined(options) }, tokens.queryClient)
}
