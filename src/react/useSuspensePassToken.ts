'use client'
import { type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import { browserOnlyError } from './browserOnlyError.ts'
import { usePass } from './usePass.ts'

/**
 * `usePassToken` that suspends until there is a token, and throws errors to the nearest error
 * boundary. On a server it requests nothing and leaves the nearest `<Suspense>` boundary to the
 * browser.
 *
 * @example
 * const { data: token } = useSuspensePassToken()
 * const validFor = token.expiresAt - Date.now() // ms
 */
export function useSuspensePassToken(): UseSuspenseQueryResult<AccessToken, PassError> {
  const { queryClient, options } = clientParts(usePass()).tokens
  if (typeof document === 'undefined') throw browserOnlyError('useSuspensePassToken')
  return useSuspenseQuery(options, queryClient)
}
