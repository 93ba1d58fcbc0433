import type { Profile, Profiles } from '../../rest-v2/profiles.ts'
import { type ViewerProfile, validProfiles } from '../../rest-v2/validProfiles.ts'
import { OUTDATED, type ViewerRecord } from './viewerRecord.ts'

/** ms for which the response that nobody is signed in stays fresh. */
const NOBODY = 30_000

/** The profiles of a record that are valid now, the one in use first. */
export const profilesOf = ({
  answer,
  answeredAt = OUTDATED,
  chosen,
}: ViewerRecord): readonly ViewerProfile[] =>
  answer ? validProfiles(answer, answeredAt, chosen) : []

/**
 * Until when a record answers the question who is signed in, in ms since the epoch: until the first
 * of its profiles expires. `-Infinity` if it must be asked now.
 */
export function freshUntil({ answer, answeredAt = OUTDATED }: ViewerRecord): number {
  if (!answer || answeredAt === OUTDATED) return -Infinity
  const ends = Object.values(answer.profiles).map(({ notAfter }) => notAfter)
  return ends.length ? Math.min(...ends) : answeredAt + NOBODY
}

/**
 * The MVPD whose profile to ask for (REST API V2, rule V6a): that of an expired profile, else that
 * of the profile in use. `undefined` if none is known: then all profiles are requested.
 */
export function mvpdToAskFor(record: ViewerRecord): string | undefined {
  const { answer, chosen } = record
  const known = Object.entries(answer?.profiles ?? {})
  const valid = profilesOf(record).map(({ mvpd }) => mvpd)
  const ended = known.map(([mvpd]) => mvpd).filter((mvpd) => !valid.includes(mvpd))
  if (chosen !== undefined && ended.includes(chosen)) return chosen
  // Degraded access may return no profile: then only the chosen MVPD is known.
  return ended[0] ?? valid[0] ?? chosen
}

/**
 * The MVPD with which the viewer signed in, if the server returns no profile for it: degraded
 * access lets the viewer in all the same.
 */
export const mvpdWithoutProfile = ({ answer, chosen }: ViewerRecord): string | undefined =>
  chosen !== undefined && answer && !answer.profiles[chosen] ? chosen : undefined

/** The server's response about the viewer's profiles. */
export interface ProfileAnswer extends Profiles {
  /** The MVPD that was asked about. `undefined` for all. */
  readonly mvpd: string | undefined
  /** When the response arrived, in ms since the epoch. */
  readonly at: number
  /** The `commits` of the record at the time of the request. */
  readonly commits?: ViewerRecord['commits']
}

/**
 * The record with a response of the server, except for MVPDs with which the viewer signed in or out
 * meanwhile, and for profiles of earlier sign-ins than the known ones. Profiles that the request
 * was not about are kept until they expire: those of other MVPDs, and, if all profiles were
 * requested, temporary and degraded access, which that response never contains.
 */
export function withAnswer(
  record: ViewerRecord,
  { profiles, mvpd: asked, at, commits }: ProfileAnswer,
): ViewerRecord {
  const isChanged = changedSince(record, commits)
  const isTooOld = (mvpd: string) => isChanged(mvpd) || isEarlier(record, mvpd, profiles[mvpd])
  if (asked !== undefined && isTooOld(asked)) return record
  const kept = profilesOf(record).filter(({ mvpd, type }) => {
    if (isTooOld(mvpd)) return true
    return asked === undefined ? type === 'temporary' || type === 'degraded' : mvpd !== asked
  })
  const taken = Object.entries(profiles).filter(([mvpd]) => !isTooOld(mvpd))
  return withProfiles(record, { ...byMvpd(record, kept), ...Object.fromEntries(taken) }, at)
}

/** The result of a sign-in or a sign-out. */
export interface ProfileChange {
  /** MVPDs whose profiles were removed. */
  readonly gone: readonly string[]
  readonly found: Profiles['profiles']
  /** The MVPD in use from now on. */
  readonly chosen: string | undefined
  /** When it happened, in ms since the epoch. */
  readonly at: number
  /**
   * The `commits` of the record at the time of the request. Default for `Viewer.commit`: those that
   * the page knows.
   */
  readonly commits?: ViewerRecord['commits']
}

/**
 * The part of a change that still applies if it is stored later than it was made: what other tabs
 * stored about an MVPD since then is newer.
 */
export function lateChange(record: ViewerRecord, change: ProfileChange): ProfileChange {
  const { gone, found, chosen, commits } = change
  const isTooOld = changedSince(record, commits)
  return {
    ...change,
    gone: gone.filter((mvpd) => !isTooOld(mvpd)),
    found: Object.fromEntries(Object.entries(found).filter(([mvpd]) => !isTooOld(mvpd))),
    chosen: chosen !== undefined && isTooOld(chosen) ? undefined : chosen,
  }
}

/**
 * The record after a sign-in or a sign-out. A sign-in is left out if its response is older than the
 * known sign-in, or than a sign-out.
 */
export function withChange(
  record: ViewerRecord,
  { gone, found: foundBefore, chosen, at, commits }: ProfileChange,
): ViewerRecord {
  const isTooOld = changedSince(record, commits)
  const isLatest = ([mvpd, profile]: [string, Profile]) =>
    record.answer?.profiles[mvpd] ? !isEarlier(record, mvpd, profile) : !isTooOld(mvpd)
  const found = Object.fromEntries(Object.entries(foundBefore).filter(isLatest))
  const left = profilesOf(record).filter(({ mvpd }) => !gone.includes(mvpd))
  const stays = record.chosen !== undefined && !gone.includes(record.chosen)
  const isOut = chosen !== undefined && isTooOld(chosen) && !record.answer?.profiles[chosen]
  const inUse = (isOut ? undefined : chosen) ?? (stays ? record.chosen : undefined)
  return withProfiles(
    {
      ...record,
      chosen: inUse,
      last: undefined,
      commits: counted(record.commits, [...gone, ...Object.keys(found)]),
    },
    { ...byMvpd(record, left), ...found },
    at,
  )
}

function withProfiles(
  record: ViewerRecord,
  profiles: Profiles['profiles'],
  answeredAt: number,
): ViewerRecord {
  const { chosen = '' } = record
  // A choice expires with its profile.
  const isIn = (known: Profiles['profiles'] = {}) => Object.keys(known).includes(chosen)
  const isOver = isIn(record.answer?.profiles) && !isIn(profiles)
  const next = {
    ...record,
    ...(isOver && { chosen: undefined }),
    answer: { profiles },
    answeredAt,
  }
  const [last] = profilesOf(next)
  return last ? { ...next, last } : next
}

/** The profiles as the server sent them. */
const byMvpd = ({ answer }: ViewerRecord, valid: readonly ViewerProfile[]) =>
  Object.fromEntries(
    valid.flatMap(({ mvpd }) => {
      const profile = answer?.profiles[mvpd]
      return profile ? [[mvpd, profile]] : []
    }),
  )

/** Whether the viewer signed in or out with an MVPD since the record had these `commits`. */
const changedSince = (record: ViewerRecord, commits: ViewerRecord['commits']) => (mvpd: string) =>
  record.commits?.[mvpd] !== commits?.[mvpd]

/**
 * Whether a profile is of an earlier sign-in than the known valid one: its response was stored
 * late, or overtaken. Degraded access begins at another time than a sign-in does.
 */
function isEarlier(record: ViewerRecord, mvpd: string, profile: Profile | undefined): boolean {
  const known = profilesOf(record).find((other) => other.mvpd === mvpd)
  if (known?.notBefore === undefined || profile?.notBefore === undefined) return false
  return known.type === profile.type && profile.notBefore < known.notBefore
}

/** The counts, with one more for each of these MVPDs. */
const counted = (commits: ViewerRecord['commits'], mvpds: readonly string[]) => ({
  ...commits,
  ...Object.fromEntries(mvpds.map((mvpd) => [mvpd, (commits?.[mvpd] ?? 0) + 1])),
})
