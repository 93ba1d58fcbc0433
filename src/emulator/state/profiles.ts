import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { metadataOnSignIn, plain, type UserMetadata } from './userMetadata.ts'

/** An authenticated profile, as `profiles` of REST API V2 lists it by MVPD. */
export interface Profile {
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  /** Milliseconds since the epoch. */
  readonly notAfter: number
  readonly issuer: string
  readonly type:
    | 'regular'
    | 'temporary'
    | 'degraded'
    | 'appleSSO'
    | 'platformSSO'
    | 'serviceTokenSSO'
  readonly attributes: UserMetadata
}

const hour = 3_600_000

/** The profile that a viewer gets from signing in with `mvpd` at `now`: 30 days, or 2 hours of a TempPass. */
export function createProfile(mvpd: EmulatedMvpd, now: number): Profile {
  if (mvpd.isTempPass) {
    const notAfter = now + 2 * hour
    return {
      notBefore: now,
      notAfter,
      issuer: 'Adobe',
      type: 'temporary',
      attributes: {
        userID: plain(`temppass_${crypto.randomUUID()}`),
        expiration_date: plain(notAfter),
      },
    }
  }
  return {
    notBefore: now,
    notAfter: now + 30 * 24 * hour,
    issuer: mvpd.id,
    type: 'regular',
    attributes: metadataOnSignIn(mvpd),
  }
}

/** What everybody has while AuthNAll is applied. */
export const createDegradedProfile = (now: number): Profile => ({
  notBefore: now,
  notAfter: now + 24 * hour,
  issuer: 'Adobe',
  type: 'degraded',
  attributes: { userID: plain(crypto.randomUUID()) },
})

/** What a partner's framework signs in with `mvpd`. */
export const createPartnerProfile = (mvpd: EmulatedMvpd, now: number): Profile => ({
  ...createProfile(mvpd, now),
  issuer: 'Apple',
  type: 'appleSSO',
})
