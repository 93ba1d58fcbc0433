'use client'
import { createContext, useContext } from 'react'
import type { PassClient } from '../client/PassClient.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'

/** The context of the client. */
export const PassContext = createContext<PassClient | undefined>(undefined)

/**
 * The client of the `PassProvider` above.
 *
 * @throws PassConfigurationError outside a provider.
 *
 * @example
 * const pass = usePass()
 * const loadProfiles = () => pass.request(profiles())
 */
export function usePass(): PassClient {
  const client = useContext(PassContext)
  if (!client) {
    throw new PassConfigurationError(
      'No Pass client: put <PassProvider client={pass}> above this component, with pass from createPassClient',
    )
  }
  return client
}
