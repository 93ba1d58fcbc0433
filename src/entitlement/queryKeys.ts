import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { passKeyPrefix, passQueryOptions } from '../react/passQueryOptions.ts'
import { profiles } from '../rest-v2/profiles.ts'

const keyOf = (pass: PassClient, what: string) => [
  ...passKeyPrefix(pass),
  pass.serviceProvider,
  what,
]

/** Of what this browser remembers of the viewer. */
export const viewerKey = (pass: PassClient) => keyOf(pass, 'viewer')

/** What the keys of preauthorizations begin with. */
export const preauthorizedKey = (pass: PassClient) => keyOf(pass, 'preauthorized')

/** Of the viewer's profiles: that of `usePassQuery(profiles())`. */
export const profilesKey = (pass: PassClient) => passQueryOptions(pass, profiles()).queryKey

/** When what the page holds of the viewer's profiles was answered, in ms since the epoch. */
export const answeredAt = (pass: PassClient, queryClient: QueryClient): number =>
  queryClient.getQueryState(profilesKey(pass))?.dataUpdatedAt ?? 0
