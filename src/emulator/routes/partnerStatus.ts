import { decodeJsonHeader } from '../deviceHeaders.ts'
import { isRecord } from '../isRecord.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

/** The MVPD that `AP-Partner-Framework-Status` speaks of, or the enhanced error that it deserves. */
export function readPartnerStatus(
  header: string | null,
  { clock, mvpds }: EmulatorState,
): { readonly mvpd: EmulatedMvpd } | { readonly code: string } {
  const status = decodeJsonHeader(header ?? '') ?? {}
  const { frameworkPermissionInfo: permission, frameworkProviderInfo: provider } = status
  const access = isRecord(permission) ? permission['accessStatus'] : undefined
  if (typeof access !== 'string') {
    return { code: 'invalid_header_pfs_permission_access_not_present' }
  }
  if (access === 'notDetermined') {
    return { code: 'invalid_header_pfs_permission_access_not_determined' }
  }
  if (access !== 'granted') return { code: 'invalid_header_pfs_permission_access_not_granted' }

  const { id, expirationDate } = isRecord(provider) ? provider : {}
  const mvpd = mvpds.find(({ platformMappingId }) => platformMappingId && platformMappingId === id)
  if (!mvpd) return { code: 'invalid_header_pfs_provider_id_not_determined' }
  const good = typeof expirationDate === 'string' && Number(expirationDate) > clock.now()
  return good ? { mvpd } : { code: 'invalid_header_pfs_provider_info_expired' }
}

/**
 * The enhanced error of an `AP-Partner-Framework-Status` that is not in order, or that speaks of
 * another MVPD than the path. Nothing is wrong with a call without the header.
 */
export function refusePartnerStatus(
  request: Request,
  mvpd: EmulatedMvpd | undefined,
  state: EmulatorState,
): string | undefined {
  const header = request.headers.get('ap-partner-framework-status')
  if (header === null) return undefined
  const status = readPartnerStatus(header, state)
  if ('code' in status) return status.code
  const matches = mvpd === undefined || mvpd === status.mvpd
  return matches ? undefined : 'invalid_header_pfs_provider_id_mismatch'
}
