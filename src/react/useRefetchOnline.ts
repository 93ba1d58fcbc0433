'use client'
import type { QueryClient, QueryState } from '@tanstack/react-query'
import { useEffect } from 'react'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { onPageEvent } from '../platform/onPageEvent.ts'
import { passKeyPrefix } from './passKeyPrefix.ts'

/**
 * When the browser goes online, refetches what this client could not get without a network: the
 * active queries and the token.
 *
 * TanStack Query notices the change only if it saw the browser go offline. If a page starts
 * offline, it never does, and an application may have set `refetchOnReconnect: false`.
 */
export function useRefetchOnline(client: PassClient, queryClient: QueryClient): void {
  useEffect(() => {
    const { tokens } = clientParts(client)
    const failed = {
      type: 'active',
      predicate: ({ state }: { readonly state: QueryState<unknown, unknown> }) =>
        state.status === 'error' && state.error instanceof PassNetworkError,
    } as const
    // TanStack Query may refetch as well: both share one request.
    const shared = { cancelRefetch: false }
    const onOnline = () => {
      void tokens.queryClient.refetchQueries(failed, shared)
      void queryClient.refetchQueries({ ...failed, queryKey: passKeyPrefix(client) }, shared)
    }
    return onPageEvent('online', onOnline)
  }, [client, queryClient])
}
