import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { Clock } from './clock.ts'
import { createProfile, type Profile } from './profiles.ts'
import type { Viewer } from './signIns.ts'
import { plain } from './userMetadata.ts'

/** How many resources a promotional TempPass is good for. */
export const promotionalResources = 3

/** What an identity has of a promotional TempPass. */
export interface Promotion {
  /** Its metadata tells what has been used of it so far. */
  readonly profile: Profile
  /** What has been authorized with it. */
  readonly resources: Set<string>
}

/** The promotional TempPasses that have been taken. */
export interface Promotions {
  /** The identity's; it begins when it is first asked for. */
  readonly open: (call: {
    readonly mvpd: EmulatedMvpd
    readonly identity: string
    readonly viewer: Viewer
  }) => Promotion
  /** The profile of the one that this client and device have asked for last. */
  readonly takenBy: (viewer: Viewer, mvpd: string) => Profile | undefined
  readonly clear: () => void
}

/** Adobe sends 0 in place of an empty list. */
const withUsage = (profile: Profile, resources: ReadonlySet<string>): Profile => ({
  ...profile,
  attributes: {
    ...profile.attributes,
    remaining_resources: plain(Math.max(0, promotionalResources - resources.size)),
    used_assets: plain(resources.size > 0 ? [...resources] : 0),
  },
})

/** None has been taken yet. */
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
