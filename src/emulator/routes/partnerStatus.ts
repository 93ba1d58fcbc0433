import * as z from 'zod/mini'
import { decodeJsonHeader } from '../deviceHeaders.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

// Each problem has its own error: a value that is not a string counts as missing.
const text = z.catch(z.optional(z.string()), undefined)

const frameworkStatus = z.object({
  frameworkPermissionInfo: z.catch(z.object({ accessStatus: text }), {}),
  frameworkProviderInfo: z.catch(z.object({ id: text, expirationDate: text }), {}),
})

/**
 * The content of `AP-Partner-Framework-Status`: an MVPD, or the enhanced error of a status that
 * does not allow a sign-in.
 */
export type PartnerStatus =
  | { readonly mvpd: EmulatedMvpd }
  | { readonly code: string; readonly mvpd: EmulatedMvpd | undefined }

/** Reads `AP-Partner-Framework-Status`. A missing one does not allow a sign-in. */
export function readPartnerStatus(
  header: string | null,
  { clock, mvpds }: EmulatorState,
): PartnerStatus {
  const status = frameworkStatus.parse(decodeJsonHeader(header ?? '') ?? {})
  const { accessStatus: access } = status.frameworkPermissionInfo
  const { id, expirationDate } = status.frameworkProviderInfo
  const mvpd = mvpds.find(({ platformMappingId }) => platformMappingId && platformMappingId === id)
  const refused = (reason: string) => ({ code: `invalid_header_pfs_${reason}`, mvpd })

  if (access === undefined) return refused('permission_access_not_present')
  if (access === 'notDetermined') return refused('permission_access_not_determined')
  if (access !== 'granted') return refused('permission_access_not_granted')
  if (!mvpd) return refused('provider_id_not_determined')
  return Number(expirationDate) > clock.now() ? { mvpd } : refused('provider_info_expired')
}

/**
 * Returns the enhanced error for an `AP-Partner-Framework-Status` that is invalid, or that names
 * another MVPD than the path. A call without the header is valid.
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
