import type { Profile, Profiles } from './profiles.ts'

/** A profile with its MVPD and its user. Times are ms since the epoch by Adobe's clock. */
export interface ViewerProfile extends Profile {
  /** The id of the MVPD. */
  readonly mvpd: string
  /** The viewer's pseudonym with the MVPD: the `userID` of its metadata. */
  readonly userID: string | undefined
}

/**
 * The profiles that are valid now, from a response that arrived at `receivedAt` (ms since the
 * epoch). The profile with `chosen` comes first, if there is one, then the one that lasts longest
 * (rule V6). A profile that had expired by this device's clock when it arrived is still valid: the
 * server knows, and the clock is wrong.
 */
export const validProfiles = (
  { profiles }: Profiles,
  receivedAt: number,
  chosen?: string,
): readonly ViewerProfile[] =>
  Object.entries(profiles)
    .filter(([, { notAfter }]) => notAfter > Date.now() || notAfter <= receivedAt)
    .map(([mvpd, profile]) => ({ ...profile, mvpd, userID: profile.attributes.userID?.value }))
    .sort((a, b) => (a.mvpd === chosen ? -1 : b.mvpd === chosen ? 1 : b.notAfter - a.notAfter))
