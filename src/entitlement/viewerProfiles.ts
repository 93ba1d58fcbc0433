import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { type PassQuery, passQueryOptions } from '../react/passQueryOptions.ts'
import { type Profiles, profiles } from '../rest-v2/profiles.ts'
import { validProfiles } from '../rest-v2/validProfiles.ts'
import { answeredAt, profilesKey } from './queryKeys.ts'
import {
  cacheOf,
  updateViewer,
  type ViewerRecord,
  viewerOptions,
  viewerStored,
} from './viewerRecord.ts'

/** The viewer's profiles as a query whose answers are kept; fresh until one of them expires. */
export function profilesOptions(
  pass: PassClient,
  queryClient: QueryClient,
): PassQuery<Profiles, Profiles> {
  const options = passQueryOptions(pass, profiles())
  return {
    ...options,
    queryFn: async (context: { signal: AbortSignal }) => {
      const answer = await options.queryFn(context)
      keepAnswer(pass, queryClient, answer)
      return answer
    },
  }
}

function keepAnswer(
  pass: PassClient,
  queryClient: QueryClient,
  answer: Profiles,
  also?: Pick<ViewerRecord, 'chosen' | 'last'>,
) {
  const now = Date.now()
  const [last] = validProfiles(answer, now)
  updateViewer(pass, queryClient, (record) => ({
    ...record,
    ...also,
    ...(last && { last }),
    answer,
    answeredAt: now,
  }))
}

/** Asks who is signed in, unless that was answered after `since` (ms since the epoch). */
export function askAgain(pass: PassClient, queryClient: QueryClient, since: number): void {
  if (answeredAt(pass, queryClient) > since) return
  const options = profilesOptions(pass, queryClient)
  // What goes wrong is in the state of the query.
  queryClient.query({ ...options, staleTime: 0 }).catch(() => {})
}

/**
 * Takes over what a sign-in or a sign-out has led to: profiles that are gone, and such that were
 * found. `chosen` is the MVPD that is in use from now on. Resolves once that is stored, or could not be.
 */
export function changeProfiles(
  pass: PassClient,
  gone: readonly string[],
  found: Profiles['profiles'] = {},
  chosen?: string,
): Promise<void> {
  const queryClient = cacheOf(pass)
  const key = profilesKey(pass)
  const known = Object.entries(queryClient.getQueryData<Profiles>(key)?.profiles ?? {})
  const left = known.filter(([mvpd, { notAfter }]) => !gone.includes(mvpd) && notAfter > Date.now())
  const answer = { profiles: { ...Object.fromEntries(left), ...found } }
  // An answer under way is older, and would put them back.
  void queryClient.cancelQueries({ queryKey: key })
  queryClient.setQueryData(key, answer)
  keepAnswer(pass, queryClient, answer, { chosen, last: undefined })
  return viewerStored(pass)
}

/**
 * The MVPDs with which the viewer is signed in, the one in use first: as memory has them, else the
 * store, else the server.
 */
export async function knownMvpds(pass: PassClient, queryClient: QueryClient): Promise<string[]> {
  const remembered = viewerOptions(pass, queryClient)
  const { chosen } = await queryClient.query({ ...remembered, staleTime: Infinity })
  const answer = await queryClient.query(profilesOptions(pass, queryClient))
  const valid = validProfiles(answer, answeredAt(pass, queryClient), chosen)
  // A degraded MVPD lets the viewer in, and may name no profile.
  return valid.length || !chosen ? valid.map(({ mvpd }) => mvpd) : [chosen]
}
