'use client'
import { useIsRestoring } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { clientParts, createPassClient } from '../client/createPassClient.ts'
import type { PassClientOptions } from '../client/options.ts'
import type { PassClient } from '../client/PassClient.ts'
import { perClient } from '../client/perClient.ts'
import { answerCaches } from './answerCaches.ts'
import { useAppQueryClient } from './useAppQueryClient.ts'
import { PassContext } from './usePass.ts'
import { useRefetchOnline } from './useRefetchOnline.ts'

/** Takes a client, or the options of one. */
export type PassProviderProps = { readonly children?: ReactNode } & (
  | { readonly client: PassClient }
  | (PassClientOptions & { readonly client?: undefined })
)

/**
 * Hands a client to the hooks below, inside a `QueryClientProvider`.
 *
 * With options it makes the client itself, once per page for the same statement, origin,
 * environment, service provider and device id; a change of one of these makes a new client, the
 * other options are fixed for the client's life. With another client what is below is mounted anew.
 *
 * When the credentials are replaced or reset, the queries of this client in the application's cache
 * are reset: they belong to the viewer who is gone. So are those of a cache that an earlier visit has
 * kept, where they belong to another registration.
 *
 * @throws PassConfigurationError for options that cannot work, and where TanStack Query is older than
 * 5.102, or has no provider above.
 */
export function PassProvider({ children, ...props }: PassProviderProps) {
  const client = props.client ?? sharedClient(props)
  const { mount } = clientParts(client).tokens
  const queryClient = useAppQueryClient()
  // While an application's persisted cache is read, nothing can be said of it.
  const isRestoring = useIsRestoring()

  useEffect(mount, [mount])
  useRefetchOnline(client, queryClient)
  useEffect(
    () => (isRestoring ? undefined : answerCaches(client).mount(queryClient)),
    [client, queryClient, isRestoring],
  )

  return (
    // A hook of TanStack Query stays with the query client that it began with, and a component with
    // what it was told of the viewer: those of another client begin anew.
    <PassContext.Provider key={keyOf(client)} value={client}>
      {children}
    </PassContext.Provider>
  )
}

let lastKey = 0

/** Tells clients apart, those of the same options too. */
const keyOf = perClient(() => ++lastKey)

// Not component state: that is thrown away when the tree suspends above the provider.
const clients = new Map<string, PassClient>()

function sharedClient(options: PassClientOptions): PassClient {
  // A server renders for many viewers: there every tree has a client of its own.
  if (typeof document === 'undefined') return createPassClient(options)
  const { softwareStatement, origin, environment, serviceProvider, deviceId } = options
  const key = JSON.stringify([softwareStatement, origin, environment, serviceProvider, deviceId])
  const client = clients.get(key) ?? createPassClient(options)
  clients.set(key, client)
  return client
}
