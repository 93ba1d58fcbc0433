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
      readonly value?: T | undefined
      readonly state?: 'plain' | undefined
      /** Why there is no value. */
      readonly error?: EnhancedError | undefined
    }
  | {
      /** One string, whatever the item is. Your backend decrypts it with your certificate. */
      readonly value?: string | undefined
      readonly state: 'enc'
      readonly error?: EnhancedError | undefined
    }

/** The highest rating that the viewer may watch, by rating system. */
export type MaxRating = {
  readonly MPAA?: string | undefined
  /** The TV parental guidelines, such as `TV-14`. */
  readonly VCHIP?: string | undefined
  readonly URL?: string | undefined
} & Readonly<Partial<Record<string, string>>>

/** The items that Adobe documents. */
export interface KnownUserMetadata {
  /** The viewer's pseudonym with the MVPD. */
  readonly userID?: ProfileAttribute<string> | undefined
  readonly upstreamUserID?: ProfileAttribute<string> | undefined
  readonly householdID?: ProfileAttribute<string> | undefined
  readonly primaryOID?: ProfileAttribute<string> | undefined
  readonly typeID?: ProfileAttribute<string> | undefined
  /** Whether the viewer is the head of the household: `1` or `0`. */
  readonly is_hoh?: ProfileAttribute<string> | undefined
  readonly language?: ProfileAttribute<string> | undefined
  readonly encryptedZip?: ProfileAttribute<string> | undefined
  /** Whether the viewer was signed in by home-based authentication. */
  readonly hba_status?: ProfileAttribute<boolean> | undefined
  readonly allowMirroring?: ProfileAttribute<boolean> | undefined
  readonly onNet?: ProfileAttribute<boolean> | undefined
  readonly inHome?: ProfileAttribute<boolean> | undefined
  /** The channels that the viewer subscribes to. */
  readonly channelID?: ProfileAttribute<readonly string[]> | undefined
  readonly zip?: ProfileAttribute<readonly string[]> | undefined
  readonly maxRating?: ProfileAttribute<MaxRating> | undefined
}

/**
 * User metadata by name. The items that Adobe documents have its types. Others, such as a
 * TempPass's `expiration_date`, are unchanged. Only `userID` is always there: the rest differs
 * between MVPDs, and some items come only with an authorization.
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
