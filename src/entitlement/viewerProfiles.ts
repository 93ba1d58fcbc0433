import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { LONGEST_TIMER } from '../client/tokenLife.ts'
import { type PassQuery, passQueryOptions } from '../react/passQueryOptions.ts'
import { type Profile, type Profiles, profiles } from '../rest-v2/profiles.ts'
import { profilesKey } from './queryKeys.ts'
import { updateViewer, type ViewerRecord, viewerOptions } from './viewerRecord.ts'

const HALF_MINUTE = 30_000

/** A profile, and whose it is. Times are ms since the epoch. */
export interface ViewerProfile extends Profile {
  readonly mvpd: string
  /** The viewer's pseudonym with the MVPD: the `userID` of its metadata. */
  readonly userID: string | undefined
}

/** The profiles of an answer, the one that lasts longest first. */
const sorted = (answer: Profiles = { profiles: {} }): ViewerProfile[] =>
  Object.entries(answer.profiles)
    .map(([mvpd, profile]) => {
      const userID = profile.attributes.userID?.value
      return { ...profile, mvpd, userID: typeof userID === 'string' ? userID : undefined }
    })
    .sort((a, b) => b.notAfter - a.notAfter)

/**
 * What is valid of an answer that came at `answeredAt`. A profile that was over by this device's
 * clock when it came is valid all the same: the server knows, and the clock is wrong.
 */
export const validProfiles = (answer: Profiles | undefined, answeredAt: number): ViewerProfile[] =>
  sorted(answer).filter(({ notAfter }) => notAfter > Date.now() || notAfter <= answeredAt)

/** The profile in use: the chosen one if it is valid, else the one valid longest (rule V6). */
export const inUse = (
  valid: readonly ViewerProfile[],
  { chosen }: ViewerRecord = {},
): ViewerProfile | undefined => valid.find(({ mvpd }) => mvpd === chosen) ?? valid[0]

/** The viewer's profiles as a query whose answers are kept; fresh until one of them expires. */
export function profilesOptions(
  pass: PassClient,
  queryClient: QueryClient,
): PassQuery<Profiles, Profiles> {
  const options = passQueryOptions(pass, profiles())
  return {
    ...options,
    staleTime: ({ state: { data, dataUpdatedAt } }) => {
      const ends = validProfiles(data, dataUpdatedAt).map(({ notAfter }) => notAfter)
      const left = ends.length && Math.min(...ends) - dataUpdatedAt
      // Where nobody is signed in, not every component that mounts asks.
      return Math.min(Math.max(left, HALF_MINUTE), LONGEST_TIMER - 1)
    },
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
  const answeredAt = Date.now()
  const [last] = sorted(answer)
  void updateViewer(pass, queryClient, (record) => ({
    ...record,
    answer,
    answeredAt,
    last: last ? { mvpd: last.mvpd, notAfter: last.notAfter } : record.last,
    ...also,
  }))
}

/** Asks who is signed in, unless that was answered after `since` (ms since the epoch). */
export function askAgain(pass: PassClient, queryClient: QueryClient, since: number): void {
  const { dataUpdatedAt = 0 } = queryClient.getQueryState(profilesKey(pass)) ?? {}
  if (dataUpdatedAt > since) return
  const options = profilesOptions(pass, queryClient)
  // What goes wrong is in the state of the query.
  queryClient.query({ ...options, staleTime: 0 }).catch(() => {})
}

/** Takes over what a sign-in has led to: a profile beside those that there are. */
export function addProfiles(
  pass: PassClient,
  queryClient: QueryClient,
  found: Profiles,
  chosen: string,
): void {
  const known = queryClient.getQueryData<Profiles>(profilesKey(pass))?.profiles ?? {}
  const good = Object.entries(known).filter(([, { notAfter }]) => notAfter > Date.now())
  const answer = { profiles: { ...Object.fromEntries(good), ...found.profiles } }
  queryClient.setQueryData(profilesKey(pass), answer)
  keepAnswer(pass, queryClient, answer, { chosen })
}

/** Forgets the profiles with these MVPDs, and that one of them was in use. */
export function removeProfiles(
  pass: PassClient,
  queryClient: QueryClient,
  mvpds: readonly string[],
): void {
  const known = queryClient.getQueryData<Profiles>(profilesKey(pass))?.profiles ?? {}
  const left = Object.entries(known).filter(([mvpd]) => !mvpds.includes(mvpd))
  const answer = { profiles: Object.fromEntries(left) }
  queryClient.setQueryData(profilesKey(pass), answer)
  keepAnswer(pass, queryClient, answer, { chosen: undefined, last: undefined })
}

/** What is known of the viewer: from memory, else from the store, else from the server. */
export async function knownViewer(pass: PassClient, queryClient: QueryClient) {
  const remembered = viewerOptions(pass, queryClient)
  const record = await queryClient.query({ ...remembered, staleTime: Infinity })
  const answer = await queryClient.query(profilesOptions(pass, queryClient))
  const { dataUpdatedAt = 0 } = queryClient.getQueryState(profilesKey(pass)) ?? {}
  const valid = validProfiles(answer, dataUpdatedAt)
  // A degraded MVPD lets the viewer in, and may name no profile.
  return { valid, mvpd: inUse(valid, record)?.mvpd ?? record.chosen }
}
