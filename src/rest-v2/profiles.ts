import * as z from 'zod/mini'
import type { PassEndpoint } from '../client/passEndpoint.ts'
import { headersOf, type PassHeaders, SSO } from './passHeaders.ts'
import { type Open, text, time } from './wire.ts'

/** One item of user metadata. */
export interface ProfileAttribute {
  /** A text, a number, a list or a map; encrypted where `state` is `enc`. */
  readonly value: unknown
  readonly state?: Open<'plain' | 'enc'> | undefined
}

/** A viewer's authenticated profile with one MVPD. Times are ms since the epoch. */
export interface Profile {
  readonly notBefore: number
  readonly notAfter: number
  /** Who vouches for it: the MVPD's id, `Apple` or `Adobe`. */
  readonly issuer: string
  readonly type: Open<
    'regular' | 'appleSSO' | 'platformSSO' | 'serviceTokenSSO' | 'temporary' | 'degraded'
  >
  /** User metadata by name, such as `userID`. */
  readonly attributes: Readonly<Record<string, ProfileAttribute>>
}

/** What the profile operations answer. */
export interface Profiles {
  /** The viewer's profiles by MVPD id; empty where nobody is signed in. */
  readonly profiles: Readonly<Record<string, Profile>>
}

const profileSchema = z.object({
  notBefore: time,
  notAfter: time,
  issuer: text,
  type: text,
  attributes: z._default(
    z.record(text, z.object({ value: z.unknown(), state: z.optional(text) })),
    {},
  ),
})

export const profilesSchema: z.ZodMiniType<Profiles> = z.object({
  profiles: z._default(z.record(text, profileSchema), {}),
})

/** Until the first of the profiles expires. */
const untilExpiry = ({ profiles }: Profiles, receivedAt: number) => {
  const ends = Object.values(profiles).map(({ notAfter }) => notAfter)
  return ends.length ? Math.min(...ends) - receivedAt : 0
}

const LISTED = [...SSO, 'partnerFrameworkStatus'] as const
const LISTED_BY_MVPD = [...LISTED, 'tempPassIdentity'] as const
const LISTED_BY_CODE = ['visitorIdentifier', 'tempPassIdentity'] as const

/**
 * `GET /api/v2/{serviceProvider}/profiles`: who is signed in on this device. Fresh until the first
 * of the profiles expires.
 */
export const profiles = (
  headers: Pick<PassHeaders, (typeof LISTED)[number]> = {},
): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles',
  schema: profilesSchema,
  staleTime: untilExpiry,
  ...headersOf(headers, LISTED),
})

/** `GET /api/v2/{serviceProvider}/profiles/{mvpd}`: the viewer's profile with one MVPD, if any. */
export const profile = ({
  mvpd,
  ...headers
}: { readonly mvpd: string } & Pick<
  PassHeaders,
  (typeof LISTED_BY_MVPD)[number]
>): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/{mvpd}',
  params: { mvpd },
  schema: profilesSchema,
  staleTime: untilExpiry,
  ...headersOf(headers, LISTED_BY_MVPD),
})

/**
 * `GET /api/v2/{serviceProvider}/profiles/code/{code}`: whether the session of a code has led to a
 * profile. Poll it every 3 to 5 s, no faster (rule V2).
 */
export const profileForCode = ({
  code,
  ...headers
}: { readonly code: string } & Pick<
  PassHeaders,
  (typeof LISTED_BY_CODE)[number]
>): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/code/{code}',
  params: { code },
  device: false,
  schema: profilesSchema,
  ...headersOf(headers, LISTED_BY_CODE),
})
