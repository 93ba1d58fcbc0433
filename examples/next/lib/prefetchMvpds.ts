import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'
import { createPassClient, passQueryOptions } from 'react-adobe-pass'
import { configuration } from 'react-adobe-pass/rest-v2'
import { browserOptions, serverClient } from './pass'

/** Shared by all requests, so it must hold only what is the same for all viewers. */
const shared = new QueryClient()

/** The list of TV providers, as the browser's hooks will look for it. */
export async function prefetchMvpds(): Promise<DehydratedState> {
  const server = await serverClient()
  // Another client, another key: the browser's origin is '/', and the server's is Adobe's.
  const { queryKey } = passQueryOptions(createPassClient(await browserOptions()), configuration())

  const queryClient = new QueryClient()
  await queryClient.prefetchQuery({
    queryKey,
    queryFn: () => shared.query(passQueryOptions(server, configuration())),
  })
  return dehydrate(queryClient)
}
