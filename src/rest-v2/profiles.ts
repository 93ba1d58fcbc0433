import * as z from 'zod/mini'
import type { PassEndpoint } from '../client/passEndpoint.ts'

/** One item of user metadata. */
export interface ProfileAttribute {
  /** A text, a number, a list or a map; encrypted where `state` is `enc`. */
  readonly value: unknown
  readonly state?: 'plain' | 'enc' | (string & {}) | undefined
}

/** A viewer's authenticated profile with one MVPD. Times are ms since the epoch. */
export interface Profile {
  readonly notBefore: number
  readonly notAfter: number
  /** Who vouches for it: the MVPD's id, `Apple` or `Adobe`. */
  readonly issuer: string
  readonly type:
    | 'regular'
    | 'appleSSO'
    | 'platformSSO'
    | 'serviceTokenSSO'
    | 'temporary'
    | 'degraded'
    | (string & {})
  /** User metadata by name, such as `userID`. */
  readonly attributes: Readonly<Record<string, ProfileAttribute>>
}

/** What `GET /api/v2/{serviceProvider}/profiles` answers. */
export interface Profiles {
  /** The viewer's profiles by MVPD id; empty where nobody is signed in. */
  readonly profiles: Readonly<Record<string, Profile>>
}

// Adobe sends numbers here and texts elsewhere.
const time = z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d+$/))]), z.transform(Number))

const profileSchema = z.object({
  notBefore: time,
  notAfter: time,
  issuer: z.string(),
  type: z.string(),
  attributes: z._default(
    z.record(z.string(), z.object({ value: z.unknown(), state: z.optional(z.string()) })),
    {},
  ),
})

const profilesSchema: z.ZodMiniType<Profiles> = z.object({
  profiles: z._default(z.record(z.string(), profileSchema), {}),
})

/**
 * `GET /api/v2/{serviceProvider}/profiles`: who is signed in on this device. Fresh until the first
 * of the profiles expires.
 */
export const profiles = (): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles',
  schema: profilesSchema,
  staleTime: ({ profiles }, receivedAt) => {
    const ends = Object.values(profiles).map(({ notAfter }) => notAfter)
    return ends.length ? Math.min(...ends) - receivedAt : 0
  },
})
