import type { DataTag, QueryClient, QueryKey } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { answerCaches } from '../react/answerCaches.ts'
import { passKeyPrefix } from '../react/passKeyPrefix.ts'
import { type NamedProfile, namedProfiles } from './viewer/namedProfiles.ts'
import { viewerOf } from './viewer/viewerOf.ts'

/** The result of {@link profileOptions}. */
export interface ProfileQuery {
  /** The key of the query. It holds no secret. */
  queryKey: DataTag<QueryKey, NamedProfile | null, PassError>
  /** Resolves with the profile in use, or with `null` if nobody is signed in. */
  queryFn: (context: {
    /** The query client whose cache keeps the profile. */
    client?: QueryClient
  }) => Promise<NamedProfile | null>
  networkMode: 'always'
  retry: false
}

/**
 * Query options for the profile in use, for route loaders: what `useProfile` shows, or `null` if
 * nobody is signed in. It is read from memory, else from the store; only if neither has it, the
 * server is asked. A sign-in, a sign-out and a reset remove it from the cache.
 *
 * Rejects as `PassClient.request` does, if the server had to be asked.
 *
 * @example
 * const profile = await queryClient.query(profileOptions(pass))
 * if (!profile) throw redirect('/sign-in')
 */
export function profileOptions(pass: PassClient): ProfileQuery {
  return {
    // The tag is there for the compiler only.
    queryKey: [
      ...passKeyPrefix(pass),
      pass.serviceProvider,
      'profile',
    ] as QueryKey as ProfileQuery['queryKey'],
    queryFn: async ({ client }) => {
      const viewer = viewerOf(pass)
      await viewer.knownMvpds()
      const [profile] = namedProfiles(viewer.repository.getState().record)
      if (client) answerCaches(pass).add(client)
      return profile ?? null
    },
    networkMode: 'always',
    retry: false,
  }
}
