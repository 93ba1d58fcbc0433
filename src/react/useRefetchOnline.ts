'use client'
import type { QueryClient, QueryState } from '@tanstack/react-query'
import { useEffect } from 'react'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { onPageEvent } from '../platform/onPageEvent.ts'
import { passKeyPrefix } from './passKeyPrefix.ts'

/**
 * Asks again, when the browser says that it is online, for what this client could not get for want
 * of a network: the queries that are shown, and the token.
 *
 * TanStack Query sees a change only if it was told before that the browser was offline. A page that
 * starts offline never is, and an application may have set `refetchOnReconnect: false`.
 */
export function useRefetchOnline(client: PassClient, queryClient: QueryClient): void {
  useEffect(() => {
    const { tokens } = clientParts(client)
    const failed = {
      type: 'active',
      predicate: ({ state }: { readonly state: QueryState<unknown, unknown> }) =>
        state.status === 'error' && state.error instanceof PassNetworkError,
    } as const
    // TanStack Query may ask as well: both share one request.
    const shared = { cancelRefetch: false }
    const onOnline = () => {
      void tokens.queryClient.refetchQueries(failed, shared)
      void queryClient.refetchQueries({ ...failed, queryKey: passKeyPrefix(client) }, shared)
    }
    return onPageEvent('online', onOnline)
  }, [client, queryClient])
}
