import type { Clock } from './clock.ts'
import { createDegradedProfile, type Profile } from './profiles.ts'
import type { Viewer } from './signIns.ts'

/** The viewers' profiles under AuthNAll. */
export interface DegradedProfiles {
  /**
   * Returns the viewer's profile. It starts with the first request, and again after it has expired.
   */
  readonly open: (viewer: Viewer, mvpd: string) => Profile
  readonly remove: (viewer: Viewer, mvpd: string) => void
  readonly clear: () => void
}

const keyOf = ({ client, device }: Viewer, mvpd: string) => JSON.stringify([client, device, mvpd])

/** Creates an empty list of profiles. */
export function createDegradedProfiles(clock: Clock): DegradedProfiles {
  const profiles = new Map<string, Profile>()
  return {
    open: (viewer, mvpd) => {
      const key = keyOf(viewer, mvpd)
      const now = clock.now()
      const before = profiles.get(key)
      if (before && now < before.notAfter) return before
      const profile = createDegradedProfile(now)
      profiles.set(key, profile)
      return profile
    },
    remove: (viewer, mvpd) => {
      profiles.delete(keyOf(viewer, mvpd))
    },
    clear: () => profiles.clear(),
  }
}
