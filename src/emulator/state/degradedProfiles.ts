import type { Clock } from './clock.ts'
import { createDegradedProfile, type Profile } from './profiles.ts'
import type { Viewer } from './signIns.ts'

/** What viewers have while AuthNAll is applied. */
export interface DegradedProfiles {
  /** The viewer's; it begins when it is first asked for, and again once it has expired. */
  readonly open: (viewer: Viewer, mvpd: string) => Profile
  readonly remove: (viewer: Viewer, mvpd: string) => void
  readonly clear: () => void
}

const keyOf = ({ client, device }: Viewer, mvpd: string) => JSON.stringify([client, device, mvpd])

/** Nobody has asked yet. */
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
