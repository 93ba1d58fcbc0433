'use client'
import { useIsRestoring } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { clientParts, createPassClient } from '../client/createPassClient.ts'
import type { PassClientOptions } from '../client/options.ts'
import type { PassClient } from '../client/PassClient.ts'
import { perClient } from '../client/perClient.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { answerCaches } from './answerCaches.ts'
import { Preconnect } from './Preconnect.tsx'
import { useAppQueryClient } from './useAppQueryClient.ts'
import { PassContext } from './usePass.ts'
import { useRefetchOnline } from './useRefetchOnline.ts'

/** Takes a `client`, or the options of one: {@link PassClientOptions}. */
export type PassProviderProps = {
  /** The components that use the client. */
  readonly children?: ReactNode
} & (
  | {
      /** The client that the hooks use. Create it once, outside of components. */
      readonly client: PassClient
    }
  | (PassClientOptions & {
      /** Absent if there are options: the provider creates the client. */
      readonly client?: undefined
    })
)

/**
 * Provides a client to the hooks below it. Needs a `QueryClientProvider` above it.
 *
 * With options it creates the client itself, once per page for the same statement, origin,
 * environment, service provider and device id. If one of these changes, it creates a new client.
 * The other options are fixed for the client's life. The children remount when the client changes.
 *
 * When the credentials are replaced or reset, this client's queries in the application's cache are
 * reset, because they belong to the previous viewer. Queries that a cache has kept from an earlier
 * visit are reset if they belong to another registration.
 *
 * With React 19 it also renders `<link rel="preconnect">` for the API's origin, which React places
 * in the head and a server sends with the HTML.
 *
 * @throws PassConfigurationError for options that cannot work, and if TanStack Query is older than
 * 5.102 or has no provider above.
 *
 * @example
 * <QueryClientProvider client={queryClient}>
 *   <PassProvider client={pass}>
 *     <App />
 *   </PassProvider>
 * </QueryClientProvider>
 */
export function PassProvider({ children, ...props }: PassProviderProps) {
  const client = props.client ?? sharedClient(props)
  const { mount } = clientParts(client).tokens
  const queryClient = useAppQueryClient()
  // While a persisted cache is being restored, its owner is unknown.
  const isRestoring = useIsRestoring()

  useEffect(mount, [mount])
  useRefetchOnline(client, queryClient)
  useEffect(
    () => (isRestoring ? undefined : answerCaches(client).mount(queryClient)),
    [client, queryClient, isRestoring],
  )

  return (
    <>
      <Preconnect origin={client.origin} />
      {/* Remount for another client: hooks of TanStack Query keep their first query client, and
          components keep what they know about the viewer. */}
      <PassContext.Provider key={keyOf(client)} value={client}>
        {children}
      </PassContext.Provider>
    </>
  )
}

const NOTHING =
  'PassProvider needs client={pass}, with pass from createPassClient, or the options of createPassClient'

let lastKey = 0

/** A key for each client, even if two have the same options. */
const keyOf = perClient(() => ++lastKey)

// Not component state: React discards it if the tree suspends above the provider.
const clients = new Map<string, PassClient>()

function sharedClient(options: PassClientOptions): PassClient {
  const isEmpty = options.softwareStatement === undefined && options.serviceProvider === undefined
  if (isEmpty) throw new PassConfigurationError(NOTHING)
  // A server renders for many viewers: each tree gets its own client.
  if (typeof document === 'undefined') return createPassClient(options)
  const { softwareStatement, origin, environment, serviceProvider, deviceId } = options
  const key = JSON.stringify([softwareStatement, origin, environment, serviceProvider, deviceId])
  const client = clients.get(key) ?? createPassClient(options)
  clients.set(key, client)
  return client
}
