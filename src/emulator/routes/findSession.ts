import { enhancedError } from '../errors/enhancedError.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Session } from '../state/sessions.ts'

/**
 * Returns the session of a code, or the refusal of a code that is malformed, unknown or expired.
 */
export function findSession(
  serviceProvider: string,
  code: string,
  { sessions }: EmulatorState,
): Session | Response {
  if (!/^[A-Z0-9]{7}$/.test(code)) return enhancedError('invalid_parameter_code')
  return sessions.find(serviceProvider, code) ?? enhancedError('invalid_authentication_session')
}
