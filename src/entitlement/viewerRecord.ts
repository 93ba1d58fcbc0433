import type { Mvpd } from '../rest-v2/configuration.ts'
import { type Profiles, profilesSchema } from '../rest-v2/profiles.ts'
import type { ViewerProfile } from '../rest-v2/validProfiles.ts'

/** What is kept of the MVPD that the viewer has picked (REST API V2, rule V1). */
export type PickedMvpd = Pick<Mvpd, 'id' | 'displayName' | 'logoUrl'>

/** What this browser remembers of the viewer, beside the credentials (rules V1 and V6). */
export interface ViewerRecord {
  readonly mvpd?: PickedMvpd | undefined
  /** The MVPD whose profile is in use: chosen, or signed in with last. */
  readonly chosen?: string | undefined
  /** The profiles that the viewer is known to have. One counts until its `notAfter`. */
  readonly answer?: Profiles | undefined
  /** When the server was last asked about one of them, in ms since the epoch. */
  readonly answeredAt?: number | undefined
  /**
   * Counts the sign-ins and sign-outs with each MVPD: what was asked for before one is too old, in
   * every tab.
   */
  readonly commits?: Readonly<Record<string, number>> | undefined
  /** The profile that was there last: it has expired when there is none. */
  readonly last?: ViewerProfile | undefined
}

/**
 * Reads a stored record. What is damaged is left out; of a record of another registration, whose
 * `owner` is another one, only the pick is left.
 */
export function readViewerRecord(raw: unknown, owner: string): ViewerRecord {
  const { mvpd, owner: theirs, chosen, last, answer, answeredAt, commits } = Object(raw)
  const pick = { mvpd: mvpd?.id && typeof mvpd.id === 'string' ? mvpd : undefined }
  if (theirs !== owner) return pick
  const read = profilesSchema()['~standard'].validate(answer)
  // Not from a time yet to come, where the clock was set right since: it would never grow old.
  const isGood = !(read instanceof Promise) && !read.issues && answeredAt <= Date.now()
  return {
    ...pick,
    chosen: typeof chosen === 'string' ? chosen : undefined,
    last: typeof last?.mvpd === 'string' ? last : undefined,
    commits: readCounts(commits),
    ...(isGood && { answer: read.value, answeredAt }),
  }
}

const readCounts = (raw: unknown): ViewerRecord['commits'] =>
  raw === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries<unknown>(Object(raw)).flatMap(([mvpd, count]) =>
          typeof count === 'number' ? [[mvpd, count]] : [],
        ),
      )
