'use client'
import { type UseSuspenseQueryResult, useSuspenseQuery } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../oauth/errors/PassError.ts'
import type { AccessToken } from '../oauth/requestToken.ts'
import { browserOnly } from './browserOnly.ts'
import { usePass } from './usePass.ts'

/**
 * `usePassToken` that suspends until there is a token, and throws errors to the nearest error
 * boundary. On a server it rejects before any request, with a `PassConfigurationError`.
 */
export function useSuspensePassToken(): UseSuspenseQueryResult<AccessToken, PassError> {
  const { queryClient, options } = clientParts(usePass()).vault
  return useSuspenseQuery(browserOnly(options), queryClient)
}
