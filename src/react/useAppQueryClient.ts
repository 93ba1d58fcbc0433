'use client'
import { type QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext } from 'react'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { checkQueryClient } from '../token/checkQueryClient.ts'

/**
 * The application's query client.
 *
 * @throws PassConfigurationError if there is none, or if its version is too old.
 */
export function useAppQueryClient(): QueryClient {
  const queryClient = useContext(QueryClientContext)
  if (!queryClient) {
    throw new PassConfigurationError(
      'No QueryClient: put <QueryClientProvider> above <PassProvider>. If it is there, the application has two copies of @tanstack/react-query: let both use one, 5.102 or newer',
    )
  }
  checkQueryClient(queryClient)
  return queryClient
}
