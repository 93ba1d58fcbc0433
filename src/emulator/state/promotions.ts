import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { Clock } from './clock.ts'
import { createProfile, type Profile } from './profiles.ts'
import type { Viewer } from './signIns.ts'
import { plain } from './userMetadata.ts'

/** How many resources a promotional TempPass allows. */
export const promotionalResources = 3

/** One identity's promotional TempPass. */
export interface Promotion {
  /** The profile. Its metadata shows what was used so far. */
  readonly profile: Profile
  /** The resources that were authorized with it. */
  readonly resources: Set<string>
}

/** The promotional TempPasses that were used. */
export interface Promotions {
  /** Returns the identity's TempPass. It starts with the first request. */
  readonly open: (call: {
    readonly mvpd: EmulatedMvpd
    readonly identity: string
    readonly viewer: Viewer
  }) => Promotion
  /** Returns the profile of the last TempPass that this client and device requested. */
  readonly takenBy: (viewer: Viewer, mvpd: string) => Profile | undefined
  readonly clear: () => void
}

/** Adds the usage to the metadata. Adobe sends 0 instead of an empty list. */
const withUsage = (profile: Profile, resources: ReadonlySet<string>): Profile => ({
  ...profile,
  attributes: {
    ...profile.attributes,
    remaining_resources: plain(Math.max(0, promotionalResources - resources.size)),
    used_assets: plain(resources.size > 0 ? [...resources] : 0),
  },
})

/** Creates an empty list of TempPasses. */
export function createPromotions(clock: Clock): Promotions {
  const promotions = new Map<string, Promotion>()
  const takers = new Map<string, Promotion>()
  const takerOf = ({ client, device }: Viewer, mvpd: string) =>
    JSON.stringify([client, device, mvpd])
  return {
    open: ({ mvpd, identity, viewer }) => {
      const key = JSON.stringify([mvpd.id, identity])
      const promotion = promotions.get(key) ?? {
        profile: createProfile(mvpd, clock.now()),
        resources: new Set<string>(),
      }
      promotions.set(key, promotion)
      takers.set(takerOf(viewer, mvpd.id), promotion)
      const { profile, resources } = promotion
      return { profile: withUsage(profile, resources), resources }
    },
    takenBy: (viewer, mvpd) => takers.get(takerOf(viewer, mvpd))?.profile,
    clear: () => {
      promotions.clear()
      takers.clear()
    },
  }
}
