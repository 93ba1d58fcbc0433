import * as z from 'zod/mini'
import type { Mvpd } from '../../rest-v2/configuration.ts'
import { type Fields, object, withoutOddItems } from '../../rest-v2/leniently.ts'
import { type Profiles, profileFields, profilesSchema } from '../../rest-v2/profiles.ts'
import type { ViewerProfile } from '../../rest-v2/validProfiles.ts'
import { once } from '../../wire/once.ts'
import { absentIfOdd } from '../../wire/orElse.ts'

/** The stored part of the {@link Mvpd} that the viewer picked (REST API V2, rule V1). */
export type PickedMvpd = Pick<Mvpd, 'id' | 'displayName' | 'logoUrl'>

/** What this browser stores about the viewer, in addition to the credentials (rules V1 and V6). */
export interface ViewerRecord {
  readonly mvpd?: PickedMvpd | undefined
  /** The MVPD whose profile is in use: the chosen one, or that of the last sign-in. */
  readonly chosen?: string | undefined
  /** The known profiles of the viewer. Each is valid until its `notAfter`. */
  readonly answer?: Profiles | undefined
  /** When the server last answered about one of them, in ms since the epoch, or `OUTDATED`. */
  readonly answeredAt?: number | undefined
  /**
   * Counts the sign-ins and sign-outs with each MVPD. Responses to earlier requests are outdated,
   * in every tab.
   */
  readonly commits?: Readonly<Record<string, number>> | undefined
  /** The last valid profile. If no profile is valid any more, this one has expired. */
  readonly last?: ViewerProfile | undefined
}

/** The `answeredAt` of a response that is still shown while the server is asked again. */
export const OUTDATED = 0

/**
 * Reads a stored record, without damaged fields. If the record has another `owner`, it belongs to
 * another registration, and only the picked MVPD is returned.
 */
export function readViewerRecord(raw: unknown, owner: string): ViewerRecord {
  const { data } = storedRecord().safeParse(raw)
  if (!data) return {}
  const { mvpd, owner: theirs, answer, answeredAt, ...others } = data
  if (theirs !== owner) return { mvpd }
  if (answer === undefined || answeredAt === undefined) return { mvpd, ...others }
  // A response from the future would not become outdated for too long: the clock was set back since.
  if (answeredAt !== OUTDATED && answeredAt <= Date.now()) {
    return { mvpd, ...others, answer, answeredAt }
  }
  // That nobody was signed in is not worth showing again.
  const isNobody = Object.keys(answer.profiles).length === 0
  return { mvpd, ...others, ...(!isNobody && { answer, answeredAt: OUTDATED }) }
}

const pickedMvpd = () =>
  z.pipe(
    // Keeps the keys of `undefined` fields: an unchanged record must deeply equal the one in
    // memory.
    z.object({
      id: z.string().check(z.minLength(1)),
      displayName: absentIfOdd(z.string()),
      logoUrl: absentIfOdd(z.string()),
    } satisfies Fields<Partial<PickedMvpd>>),
    z.transform((mvpd) => ({ ...mvpd, displayName: mvpd.displayName ?? mvpd.id })),
  ) satisfies z.ZodMiniType<PickedMvpd>

const viewerProfile = () =>
  z.pipe(
    object({ ...profileFields(), mvpd: z.string() } satisfies Fields<
      Omit<ViewerProfile, 'userID'>
    >),
    z.transform((profile) => ({ ...profile, userID: profile.attributes.userID?.value })),
  ) satisfies z.ZodMiniType<ViewerProfile>

const storedRecord = /* @__PURE__ */ once(() =>
  z.object({
    mvpd: absentIfOdd(pickedMvpd()),
    owner: absentIfOdd(z.string()),
    chosen: absentIfOdd(z.string()),
    last: absentIfOdd(viewerProfile()),
    answer: absentIfOdd(profilesSchema()),
    answeredAt: absentIfOdd(z.number()),
    commits: absentIfOdd(withoutOddItems(z.record(z.string(), z.number()))),
  } satisfies Fields<ViewerRecord & { readonly owner?: string | undefined }>),
)
