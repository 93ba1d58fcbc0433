import * as z from 'zod/mini'
import { decodeJsonHeader } from '../deviceHeaders.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

// Each kind of nonsense has an error of its own: what is no text is as good as missing.
const text = z.catch(z.optional(z.string()), undefined)

const frameworkStatus = z.object({
  frameworkPermissionInfo: z.catch(z.object({ accessStatus: text }), {}),
  frameworkProviderInfo: z.catch(z.object({ id: text, expirationDate: text }), {}),
})

/** The MVPD that `AP-Partner-Framework-Status` speaks of, or the enhanced error that it deserves. */
export function readPartnerStatus(
  header: string | null,
  { clock, mvpds }: EmulatorState,
): { readonly mvpd: EmulatedMvpd } | { readonly code: string } {
  const status = frameworkStatus.parse(decodeJsonHeader(header ?? '') ?? {})
  const { accessStatus: access } = status.frameworkPermissionInfo
  if (access === undefined) return { code: 'invalid_header_pfs_permission_access_not_present' }
  if (access === 'notDetermined') {
    return { code: 'invalid_header_pfs_permission_access_not_determined' }
  }
  if (access !== 'granted') return { code: 'invalid_header_pfs_permission_access_not_granted' }

  const { id, expirationDate } = status.frameworkProviderInfo
  const mvpd = mvpds.find(({ platformMappingId }) => platformMappingId && platformMappingId === id)
  if (!mvpd) return { code: 'invalid_header_pfs_provider_id_not_determined' }
  const good = Number(expirationDate) > clock.now()
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
