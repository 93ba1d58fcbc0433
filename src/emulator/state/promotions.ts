import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { Clock } from './clock.ts'
import { createProfile, type Profile } from './profiles.ts'

/** How many resources a promotional TempPass is good for. */
export const promotionalResources = 3

/** What an identity has of a promotional TempPass. */
export interface Promotion {
  readonly profile: Profile
  /** What has been authorized with it. */
  readonly resources: Set<string>
}

/** The promotional TempPasses that have been taken. */
export interface Promotions {
  /** The identity's; it begins when it is first asked for. */
  readonly open: (mvpd: EmulatedMvpd, identity: string) => Promotion
  readonly clear: () => void
}

/** None has been taken yet. */
export function createPromotions(clock: Clock): Promotions {
  const promotions = new Map<string, Promotion>()
  return {
    open: (mvpd, identity) => {
      const key = JSON.stringify([mvpd.id, identity])
      const promotion = promotions.get(key) ?? {
        profile: createProfile(mvpd, clock.now()),
        resources: new Set(),
      }
      promotions.set(key, promotion)
      return promotion
    },
    clear: () => promotions.clear(),
  }
}
