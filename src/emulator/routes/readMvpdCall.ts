import { enhancedError } from '../errors/enhancedError.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Viewer } from '../state/signIns.ts'
import type { ApiCall } from './ApiOperation.ts'
import { refusePartnerStatus } from './partnerStatus.ts'
import { readTemporaryIdentity } from './readTemporaryIdentity.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { viewerOf } from './viewerOf.ts'

/** A call about one MVPD: the viewer and the MVPD. */
export interface MvpdCall {
  readonly viewer: Viewer
  readonly mvpd: EmulatedMvpd
  /** The identity for a promotional TempPass. */
  readonly identity: string | undefined
}

/**
 * Reads the headers and the path of a call about one MVPD, or returns the refusal of a malformed
 * one.
 */
export function readMvpdCall(call: ApiCall, state: EmulatorState): MvpdCall | Response {
  const { request, params } = call
  const refusal = refuseDeviceHeaders(request, { identifier: 'required' })
  if (refusal) return refusal
  const mvpd = state.findMvpd(params['mvpd'])
  if (!mvpd) return enhancedError('invalid_parameter_mvpd')
  const partnerRefusal = refusePartnerStatus(request, mvpd, state)
  if (partnerRefusal) return enhancedError(partnerRefusal)
  const temporary = readTemporaryIdentity(request)
  if (temporary === 'malformed')
    return enhancedError('invalid_header_identity_for_temporary_access')
  return { viewer: viewerOf(call), mvpd, identity: temporary?.identity }
}
