import * as z from 'zod/mini'
import { isId } from '../wire/encoding.ts'
import { absentIfOdd, orElse } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import type { StandardSchema } from '../wire/standardSchema.ts'
import { text, time } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { coreItems, type Fields, ifMissing, object } from './leniently.ts'
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
import { type UserMetadata, userMetadataSchema } from './userMetadata.ts'

/** A viewer's authenticated profile with one MVPD. Times are ms since the epoch by Adobe's clock. */
export interface Profile {
  /** When it becomes valid. */
  readonly notBefore?: number | undefined
  /** When it expires. */
  readonly notAfter: number
  /** Who issued it: the MVPD's id, `Apple` or `Adobe`. */
  readonly issuer?: string | undefined
  /**
   * How it was created: `regular` by a sign-in with the MVPD, `degraded` by degraded access,
   * `temporary` by a TempPass, the others by single sign-on.
   */
  readonly type?:
    | Open<'regular' | 'appleSSO' | 'platformSSO' | 'serviceTokenSSO' | 'temporary' | 'degraded'>
    | undefined
  /** User metadata by name, such as `userID`; empty if there is none. */
  readonly attributes: UserMetadata
}

/** The response of the profile operations. */
export interface Profiles {
  /**
   * The viewer's profiles by MVPD id; empty if nobody is signed in. A profile without `notAfter` is
   * left out.
   */
  readonly profiles: Readonly<Record<string, Profile>>
}

/** The parameters of {@link profiles}. */
export interface ProfilesParameters extends Omit<PassHeaders, 'tempPassIdentity'> {}

/** The parameters of {@link profile}. */
export interface ProfileParameters extends PassHeaders {
  /** The id of the MVPD. */
  readonly mvpd: string
}

/** The parameters of {@link profileForCode}. */
export interface ProfileForCodeParameters
  extends Pick<PassHeaders, 'visitorIdentifier' | 'tempPassIdentity'> {
  /** The code of the session. */
  readonly code: string
}

/** The fields of a profile. */
export const profileFields = () =>
  ({
    notBefore: absentIfOdd(time()),
    notAfter: time(),
    issuer: absentIfOdd(text()),
    type: absentIfOdd(text()),
    attributes: orElse(userMetadataSchema(), () => ({})),
  }) satisfies Fields<Profile>

// The MVPD id of a profile. Other calls use it in their path.
const mvpdKey = () => z.string().check(z.refine(isId))

/** Builds the schema of the response of the profile operations. */
export const profilesSchema = (): z.ZodMiniType<Profiles> =>
  object({
    profiles: ifMissing(coreItems(z.record(mvpdKey(), object(profileFields()))), () => ({})),
  } satisfies Fields<Profiles>)

/** The schema that all profile endpoints share. */
export const profilesAnswer: StandardSchema<Profiles> = /* @__PURE__ */ lazySchema(profilesSchema)

/** ms until the first profile expires; half a minute if nobody is signed in. */
const untilExpiry = ({ profiles }: Profiles, receivedAt: number) => {
  const ends = Object.values(profiles).map(({ notAfter }) => notAfter)
  return ends.length ? Math.min(...ends) - receivedAt : 30_000
}

/**
 * `GET /api/v2/{serviceProvider}/profiles`: who is signed in on this device. Fresh until the first
 * profile expires, or for half a minute if there is none.
 *
 * @example
 * const { data } = usePassQuery(profiles())
 * const signedInWith = Object.keys(data?.profiles ?? {})
 */
export const profiles = (headers: ProfilesParameters = {}): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles',
  schema: profilesAnswer,
  staleTime: untilExpiry,
  ...headersOf(headers, { ...SSO, ...PARTNER }),
})

/** `GET /api/v2/{serviceProvider}/profiles/{mvpd}`: the viewer's profile with one MVPD, if any. */
export const profile = ({ mvpd, ...headers }: ProfileParameters): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/{mvpd}',
  params: { mvpd },
  schema: profilesAnswer,
  staleTime: untilExpiry,
  ...headersOf(headers, ALL),
})

/**
 * `GET /api/v2/{serviceProvider}/profiles/code/{code}`: whether the session of a code has led to a
 * profile. Poll it every 3 to 5 s, no faster (rule V2). Failed calls are not retried in between.
 */
export const profileForCode = ({
  code,
  ...headers
}: ProfileForCodeParameters): PassEndpoint<Profiles> => ({
  path: '/api/v2/{serviceProvider}/profiles/code/{code}',
  params: { code },
  device: false,
  repeat: false,
  schema: profilesAnswer,
  ...headersOf(headers, { ...VISITOR, ...TEMP_PASS }),
})
