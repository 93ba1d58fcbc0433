import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'

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
  readonly attributes: Readonly<
    Record<string, { readonly value: string | readonly string[]; readonly state: 'plain' | 'enc' }>
  >
}

const hour = 3_600_000

/** The profile that a viewer gets from signing in with `mvpd` at `now`: 30 days, or 2 hours of a TempPass. */
export function createProfile(mvpd: EmulatedMvpd, now: number): Profile {
  const userID = { value: crypto.randomUUID(), state: 'plain' } as const
  if (mvpd.isTempPass) {
    return {
      notBefore: now,
      notAfter: now + 2 * hour,
      issuer: 'Adobe',
      type: 'temporary',
      attributes: { userID },
    }
  }
  return {
    notBefore: now,
    notAfter: now + 30 * 24 * hour,
    issuer: mvpd.id,
    type: 'regular',
    attributes: {
      userID,
      upstreamUserID: { value: crypto.randomUUID(), state: 'plain' },
      householdID: { value: crypto.randomUUID(), state: 'plain' },
      zip: { value: ['90210'], state: 'plain' },
      maxRating: { value: 'TV-MA', state: 'plain' },
    },
  }
}

/** What everybody has while AuthNAll is applied. */
export const createDegradedProfile = (now: number): Profile => ({
  notBefore: now,
  notAfter: now + 24 * hour,
  issuer: 'Adobe',
  type: 'degraded',
  attributes: { userID: { value: crypto.randomUUID(), state: 'plain' } },
})

/** What a partner's framework signs in with `mvpd`. */
export const createPartnerProfile = (mvpd: EmulatedMvpd, now: number): Profile => ({
  ...createProfile(mvpd, now),
  issuer: 'Apple',
  type: 'appleSSO',
})
