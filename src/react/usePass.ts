'use client'
import { createContext, useContext } from 'react'
import type { PassClient } from '../client/PassClient.ts'

/** The context of the client. */
export const PassContext = createContext<PassClient | undefined>(undefined)

/**
 * The client of the `PassProvider` above.
 *
 * @throws Error outside a provider.
 *
 * @example
 * const pass = usePass()
 * const loadProfiles = () => pass.request(profiles())
 */
export function usePass(): PassClient {
  const client = useContext(PassContext)
  if (!client) {
    throw new Error(
      'No Pass client: put <PassProvider client={createPassClient(options)}> above this component',
    )
  }
  return client
}
