import { isId } from '../wire/encoding.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  coreMap,
  type Decoder,
  invalid,
  missingAs,
  object,
  optional,
  schema,
  text,
  time,
  unreadableAs,
} from './decoders.ts'
import type { Open } from './Open.ts'
import {
  ALL,
  headersOf,
  PARTNER,
  type PassHeaders,
  SSO,
  TEMP_PASS,
  VISITOR,
} from './passHeaders.ts'
import { type UserMetadata, userMetadata } from './userMetadata.ts'

/** A viewer's authenticated profile with one MVPD. Times are ms since the epoch. */
export interface Profile {
  readonly notBefore?: number | undefined
  readonly notAfter: number
  /** Who vouches for it: the MVPD's id, `Apple` or `Adobe`. */
  readonly issuer?: string | undefined
  readonly type?:
    | Open<'regular' | 'appleSSO' | 'platformSSO' | 'serviceTokenSSO' | 'temporary' | 'degraded'>
    | undefined
  /** User metadata by name, such as `userID`; empty where there is none. */
  readonly attributes: UserMetadata
}

/** What the profile operations answer. */
export interface Profiles {
  /** The viewer's profiles by MVPD id; empty where nobody is signed in. One without an end is left out. */
  readonly profiles: Readonly<Record<string, Profile>>
}

const profileDecoder = (): Decoder<Profile> => {
  const decode = object<Profile>({
    notBefore: optional(time),
    notAfter: time,
    issuer: optional(text),
    type: optional(text),
    attributes: unreadableAs(userMetadata(), {}),
  })
  // What it stands under is the MVPD that other calls are to name.
  return (json, mvpd) => (isId(mvpd) ? decode(json) : invalid)
}

const profilesDecoder = () =>
  object<Profiles>({ profiles: missingAs(coreMap(profileDecoder()), {}) })

export const profilesSchema = () => schema(profilesDecoder)

/** Until the first of the profiles expires; half a minute where nobody is signed in. */
const untilExpiry = ({ profiles }: Profiles, receivedAt: number) => {
  const ends = Object.values(profiles).map(({ notAfter }) => notAfter)
  return ends.length ? Math.min(...ends) - receivedAt : 30_000
}

/**
 * `GET /api/v2/{serviceProvider}/profiles`: who is signed in on this device. Fresh until the first
 * of the profiles expires, and for half a minute where there is none.
 */
export const profiles = (
  headers: Pick<PassHeaders, keyof typeof SSO | keyof typeof PARTNER> = {},
): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles',
  schema: profilesSchema(),
  staleTime: untilExpiry,
  ...headersOf(headers, { ...SSO, ...PARTNER }),
})

/** `GET /api/v2/{serviceProvider}/profiles/{mvpd}`: the viewer's profile with one MVPD, if any. */
export const profile = ({
  mvpd,
  ...headers
}: { readonly mvpd: string } & PassHeaders): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/{mvpd}',
  params: { mvpd },
  schema: profilesSchema(),
  staleTime: untilExpiry,
  ...headersOf(headers, ALL),
})

/**
 * `GET /api/v2/{serviceProvider}/profiles/code/{code}`: whether the session of a code has led to a
 * profile. Poll it every 3 to 5 s, no faster (rule V2): what fails is not repeated sooner either.
 */
export const profileForCode = ({
  code,
  ...headers
}: { readonly code: string } & Pick<
  PassHeaders,
  keyof typeof VISITOR | keyof typeof TEMP_PASS
>): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/code/{code}',
  params: { code },
  device: false,
  repeat: false,
  schema: profilesSchema(),
  ...headersOf(headers, { ...VISITOR, ...TEMP_PASS }),
})
