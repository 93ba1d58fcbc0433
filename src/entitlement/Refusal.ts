import { PassApiError } from '../errors/PassApiError.ts'
import type { PassError } from '../errors/PassError.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import type { Open } from '../rest-v2/Open.ts'

/**
 * What the application should do about a refusal:
 *
 * - `none`: show its `details`, or else its `message`, to the viewer. Trying again does not help.
 * - `authentication`: offer to sign in.
 * - `retry`: offer to try again.
 * - `configuration`, `application-registration`: the set-up is wrong. Tell your developers.
 * - `authorization`: Adobe Pass asks for another authorization of the resource.
 *
 * Adobe may add actions: give a `switch` a `default` that does what `none` does.
 */
export type RefusalAction = Open<
  | 'none'
  | 'authentication'
  | 'retry'
  | 'configuration'
  | 'application-registration'
  | 'authorization'
>

/** Why a playback is not permitted: a denial, a refused request, or a request without an answer. */
export interface Refusal {
  /** What the application should do. `none` if a denial has no `action`. */
  readonly action: RefusalAction
  /** The enhanced error's code, or this package's. */
  readonly code?: string | undefined
  /** What happened, in Adobe's words; in those of this package if Adobe Pass has not answered. */
  readonly message?: string | undefined
  /** The MVPD's message for the viewer. */
  readonly details?: string | undefined
}

/** The reason of a denial, or of a request that failed. `null` if there is neither. */
export function refusalOf(decision: Decision | undefined, error: PassError | null): Refusal | null {
  if (error) return refusalOfError(error)
  if (!decision || decision.authorized) return null
  const { action = 'none', code, message, details } = decision.error ?? {}
  return { action, code, message, details }
}

function refusalOfError(error: PassError): Refusal {
  const { code, message } = error
  const action = error.retryable ? 'retry' : 'configuration'
  if (!(error instanceof PassApiError)) return { action, code, message }
  const { serverMessage = message, details } = error
  return { action: error.action ?? action, code, message: serverMessage, details }
}
