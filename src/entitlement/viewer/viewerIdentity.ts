import type { Profiles } from '../../rest-v2/profiles.ts'
import { fingerprint } from '../../wire/encoding.ts'
import type { ViewerRecord } from './viewerRecord.ts'

/**
 * Returns a fingerprint that distinguishes viewers: by their profiles with the time of each
 * sign-in, and by how often they signed in and out. The counts matter because a page may sign out a
 * viewer whom only the application's own queries have seen.
 */
export const viewerIdentity = ({ profiles }: Profiles, commits: ViewerRecord['commits']): string =>
  fingerprint(
    [
      ...Object.entries(profiles).map(
        ([mvpd, { type, notBefore }]) => `${mvpd} ${type === 'degraded' ? 0 : notBefore}`,
      ),
      ...Object.entries(commits ?? {}).map(([mvpd, count]) => `${mvpd} committed ${count}`),
    ]
      .sort()
      .join(),
  )
