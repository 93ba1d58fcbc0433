import type { ViewerProfile } from '../../rest-v2/validProfiles.ts'
import { profilesOf } from './profileQuestion.ts'
import type { ViewerRecord } from './viewerRecord.ts'

/** A valid profile, with what to call its MVPD. Times are ms since the epoch. */
export interface NamedProfile extends ViewerProfile {
  /** The name of the MVPD, if the viewer picked it with `useMvpds().pick`; else its id. */
  readonly mvpdName: string
  /** The URL of its logo, if the viewer picked it. */
  readonly mvpdLogoUrl: string | undefined
}

/** The profiles of a record that are valid now, the one in use first. */
export const namedProfiles = (record: ViewerRecord): readonly NamedProfile[] =>
  profilesOf(record).map((profile) => {
    const picked = record.mvpd?.id === profile.mvpd ? record.mvpd : undefined
    return {
      ...profile,
      mvpdName: picked?.displayName ?? profile.mvpd,
      mvpdLogoUrl: picked?.logoUrl,
    }
  })
