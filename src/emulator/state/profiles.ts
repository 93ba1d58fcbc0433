import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { metadataOnSignIn, plain, type UserMetadata } from './userMetadata.ts'

/** An authenticated profile, as `profiles` of REST API V2 lists it by MVPD. */
export interface Profile {
  /** ms since the epoch. */
  readonly notBefore: number
  /** ms since the epoch. */
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

/**
 * Returns the profile of a viewer who signs in with `mvpd` at `now`. It lasts 30 days, or 2 hours
 * for a TempPass.
 */
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

/** Returns a viewer's profile under AuthNAll. It lasts 24 hours. */
export const createDegradedProfile = (now: number): Profile => ({
  notBefore: now,
  notAfter: now + 24 * hour,
  issuer: 'Adobe',
  type: 'degraded',
  attributes: { userID: plain(crypto.randomUUID()) },
})

/** Returns the profile of a sign-in with `mvpd` through a partner's framework. */
export const createPartnerProfile = (mvpd: EmulatedMvpd, now: number): Profile => ({
  ...createProfile(mvpd, now),
  issuer: 'Apple',
  type: 'appleSSO',
})
