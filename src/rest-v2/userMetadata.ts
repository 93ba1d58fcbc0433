import * as z from 'zod/mini'
import type { EnhancedError } from '../errors/EnhancedError.ts'
import { absentIfOdd } from '../wire/orElse.ts'
import { enhancedError, flag, text, texts } from './fields.ts'
import { type Fields, object, withoutOddItems } from './leniently.ts'

/**
 * One item of user metadata. It has no `value` if Adobe sent none, if it failed, or if the value is
 * not of its documented type.
 */
export type ProfileAttribute<T = unknown> =
  | {
      /** The decoded value. */
      readonly value?: T | undefined
      /** `plain`, or absent: the value is not encrypted. */
      readonly state?: 'plain' | undefined
      /** Why there is no value. */
      readonly error?: EnhancedError | undefined
    }
  | {
      /** One string, whatever the item is. Your backend decrypts it with your certificate. */
      readonly value?: string | undefined
      /** The value is encrypted. */
      readonly state: 'enc'
      /** Why there is no value. */
      readonly error?: EnhancedError | undefined
    }

/** The highest rating that the viewer may watch, by rating system. */
export type MaxRating = {
  /** The rating of films, such as `PG-13`. */
  readonly MPAA?: string | undefined
  /** The TV parental guidelines, such as `TV-14`. */
  readonly VCHIP?: string | undefined
  /** A URL. Adobe's sample is `http://manage.my/parental`. */
  readonly URL?: string | undefined
} & Readonly<Partial<Record<string, string>>>

/** The items that Adobe documents ("User Metadata"). A profile has those that its MVPD sends. */
export interface KnownUserMetadata {
  /** The viewer's pseudonym with the MVPD: that of the household, or of one of its accounts. */
  readonly userID?: ProfileAttribute<string> | undefined
  /** The account, for concurrency monitoring. With most MVPDs the same as `userID`. */
  readonly upstreamUserID?: ProfileAttribute<string> | undefined
  /** The account of the household. The same as `userID` if the MVPD has no sub-accounts. */
  readonly householdID?: ProfileAttribute<string> | undefined
  /** The primary account. The same as `userID` if `typeID` is `Primary`. AT&T only. */
  readonly primaryOID?: ProfileAttribute<string> | undefined
  /**
   * Whether the viewer has the primary account or a secondary one, such as `Primary`. AT&T only.
   */
  readonly typeID?: ProfileAttribute<string> | undefined
  /** Whether the viewer is the head of the household: `1` or `0`. Synacor only. */
  readonly is_hoh?: ProfileAttribute<string> | undefined
  /** The language that the viewer has set, such as `English`. */
  readonly language?: ProfileAttribute<string> | undefined
  /** The viewer's zip code, encrypted. Comcast only. */
  readonly encryptedZip?: ProfileAttribute<string> | undefined
  /** Whether the viewer was signed in by home-based authentication. */
  readonly hba_status?: ProfileAttribute<boolean> | undefined
  /** Whether the device may mirror its screen. Comes with an authorization. Spectrum only. */
  readonly allowMirroring?: ProfileAttribute<boolean> | undefined
  /** Listed by Adobe without a description. */
  readonly onNet?: ProfileAttribute<boolean> | undefined
  /** Listed by Adobe without a description. */
  readonly inHome?: ProfileAttribute<boolean> | undefined
  /** The channels that the viewer subscribes to. */
  readonly channelID?: ProfileAttribute<readonly string[]> | undefined
  /**
   * The viewer's zip codes. Adobe requires encryption: then it is one string, with `state: 'enc'`.
   */
  readonly zip?: ProfileAttribute<readonly string[]> | undefined
  /** The highest rating that the viewer may watch. */
  readonly maxRating?: ProfileAttribute<MaxRating> | undefined
}

/**
 * User metadata by name. The items that Adobe documents have its types, see
 * {@link KnownUserMetadata}. Others, such as a TempPass's `expiration_date`, are unchanged. Only
 * `userID` is always there: the rest differs between MVPDs, and some items come only with an
 * authorization.
 *
 * @example
 * const { profile } = useProfile()
 * const zip = profile?.attributes.zip
 * const first = zip?.state === 'enc' ? undefined : zip?.value?.[0]
 */
export type UserMetadata = KnownUserMetadata & Readonly<Partial<Record<string, ProfileAttribute>>>

type Encrypted = Extract<ProfileAttribute, { state: 'enc' }>
type Plain<T> = Exclude<ProfileAttribute<T>, { state: 'enc' }>

const attribute = <T>(value: z.ZodMiniType<T>) =>
  z.union([
    object({
      value: absentIfOdd(text()),
      state: z.literal('enc'),
      error: absentIfOdd(enhancedError()),
    } satisfies Fields<Encrypted>),
    object({
      value: absentIfOdd(value),
      state: absentIfOdd(z.literal('plain')),
      error: absentIfOdd(enhancedError()),
    } satisfies Fields<Plain<T>>),
  ])

const maxRating = () =>
  withoutOddItems(
    z.catchall(
      object({
        MPAA: absentIfOdd(text()),
        VCHIP: absentIfOdd(text()),
        URL: absentIfOdd(text()),
      } satisfies Fields<MaxRating>),
      text(),
    ),
  ) satisfies z.ZodMiniType<MaxRating>

/** Builds the schema of user metadata. Odd items are dropped. */
export const userMetadataSchema = (): z.ZodMiniType<UserMetadata> => {
  const word = absentIfOdd(attribute(text()))
  const words = absentIfOdd(attribute(texts()))
  const yesOrNo = absentIfOdd(attribute(flag()))
  // `null` means that there is no value.
  const anything = z.unknown().check(z.refine((value) => value !== null))
  return withoutOddItems(
    z.catchall(
      object({
        userID: word,
        upstreamUserID: word,
        householdID: word,
        primaryOID: word,
        typeID: word,
        is_hoh: word,
        language: word,
        encryptedZip: word,
        hba_status: yesOrNo,
        allowMirroring: yesOrNo,
        onNet: yesOrNo,
        inHome: yesOrNo,
        channelID: words,
        zip: words,
        maxRating: absentIfOdd(attribute(maxRating())),
      } satisfies Fields<KnownUserMetadata>),
      attribute(anything),
    ),
  )
}
