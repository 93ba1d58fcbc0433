import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { createProfile, type Profile } from '../state/profiles.ts'
import type { Promotion } from '../state/promotions.ts'
import type { Viewer } from '../state/signIns.ts'

/** What gives a viewer access to resources. */
export interface Access {
  readonly source: 'mvpd' | 'degradation' | 'temppass'
  readonly profile: Profile
  readonly promotion?: Promotion
}

/**
 * Returns the viewer's access with an MVPD, or the code of the enhanced error that says what is
 * missing.
 */
export function findAccess(
  { viewer, mvpd, identity }: { viewer: Viewer; mvpd: EmulatedMvpd; identity: string | undefined },
  { clock, degraded, promotions, signIns }: EmulatorState,
): Access | string {
  const kind = kindOf(mvpd)
  const isOver = ({ notAfter }: Profile) => clock.now() >= notAfter
  if (kind === 'promotional') {
    if (identity === undefined) return 'invalid_header_identity_for_temporary_access'
    const promotion = promotions.open({ mvpd, identity, viewer })
    const { profile } = promotion
    if (isOver(profile)) return 'temporary_access_duration_limit_exceeded'
    return { source: 'temppass', profile, promotion }
  }

  const profile = signIns.find(viewer, mvpd.id)
  if (kind === 'temporary') {
    if (profile && isOver(profile)) return 'temporary_access_duration_limit_exceeded'
    if (profile) return { source: 'temppass', profile }
    const begun = createProfile(mvpd, clock.now())
    signIns.add(viewer, mvpd.id, begun)
    return { source: 'temppass', profile: begun }
  }
  if (kind === 'authn-all') {
    const good = profile && !isOver(profile) ? profile : degraded.open(viewer, mvpd.id)
    return { source: 'degradation', profile: good }
  }
  if (!profile) return 'authenticated_profile_missing'
  if (isOver(profile)) return 'authenticated_profile_expired'
  const source = kind === 'authz-all' || kind === 'authz-none' ? 'degradation' : 'mvpd'
  return { source, profile }
}
