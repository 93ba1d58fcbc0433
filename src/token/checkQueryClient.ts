import type { QueryClient } from '@tanstack/react-query'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'

/**
 * Checks that a query client has the methods that this package needs. Package managers can be told
 * to ignore a peer range, and then a call fails with `queryClient.query is not a function`.
 *
 * @throws PassConfigurationError that names the required version.
 */
export function checkQueryClient(queryClient: Partial<Pick<QueryClient, 'query'>>): void {
  if (queryClient.query) return
  throw new PassConfigurationError(
    'react-adobe-pass needs @tanstack/react-query 5.102 or newer: npm install @tanstack/react-query@5',
  )
}
