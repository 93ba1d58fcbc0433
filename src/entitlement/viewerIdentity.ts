import type { Profiles } from '../rest-v2/profiles.ts'
import { fingerprint } from '../wire/encoding.ts'
import type { ViewerRecord } from './viewerRecord.ts'

/**
 * Returns a fingerprint that tells viewers apart: by their sign-ins and when these began, and by how
 * often they have signed in and out. A page may sign out a viewer whom only the application's own
 * queries have seen.
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
