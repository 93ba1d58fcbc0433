import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Failure } from '../state/failures.ts'
import { promotionalResources } from '../state/promotions.ts'
import type { Access } from './findAccess.ts'
import type { MvpdCall } from './readMvpdCall.ts'

/** The two kinds of decisions. */
export type DecisionKind = 'preauthorize' | 'authorize'

/** Why a resource is refused. */
export interface Denial {
  /** The code, or the whole error. */
  readonly error: Failure
  /** The MVPD's own text for the viewer. */
  readonly details?: string
}

interface Question {
  readonly resource: string
  readonly kind: DecisionKind
  readonly call: MvpdCall
}

const usualFailures = 2

/**
 * Returns the MVPD's denial of a resource. The resource's name decides, in any letter case.
 * `denied`: it is not in the package. `parental`: parental controls. `hba`: home-based
 * authentication is not enough. `retry`, or `retry` with a number: no connection, the first two
 * times or that many times, for each viewer and operation. Any other resource is permitted.
 */
function mvpdDenial(
  { resource, kind, call: { viewer, mvpd } }: Question,
  { attempts }: EmulatorState,
): Denial | undefined {
  const mvpdKind = kindOf(mvpd)
  const name = resource.toLowerCase()
  if (name.includes('denied') || mvpdKind === 'denying') {
    const prefix = kind === 'preauthorize' ? 'preauthorization' : 'authorization'
    const details = `Your ${mvpd.displayName} package does not include ${resource}.`
    return { error: `${prefix}_denied_by_mvpd`, details }
  }
  if (name.includes('parental')) return { error: 'authorization_denied_by_parental_controls' }
  if (name.includes('hba')) return { error: 'authorization_denied_by_hba_policies' }

  const [, times] = /retry(\d*)/.exec(name) ?? (mvpdKind === 'unsteady' ? ['', ''] : [])
  if (times === undefined) return undefined
  const attempt = attempts.count(viewer.client, viewer.device, kind, mvpd.id, resource)
  const failures = times === '' ? usualFailures : Number(times)
  return attempt <= failures ? { error: 'network_connection_timeout' } : undefined
}

/** Returns why a resource is refused, or `undefined` if it is permitted. */
export function denialOf(
  question: Question,
  { source, promotion }: Access,
  state: EmulatorState,
): Denial | undefined {
  if (source === 'mvpd') return mvpdDenial(question, state)
  if (source === 'degradation') {
    const denied = kindOf(question.call.mvpd) === 'authz-none'
    return denied ? { error: 'authorization_denied_by_degradation_rule' } : undefined
  }
  if (!promotion || promotion.resources.has(question.resource)) return undefined
  if (promotion.resources.size >= promotionalResources) {
    return { error: 'temporary_access_resources_limit_exceeded' }
  }
  if (question.kind === 'authorize') promotion.resources.add(question.resource)
  return undefined
}
