import { enhancedError } from '../errors/enhancedError.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import type { Session } from '../state/sessions.ts'

/** The session of a code; the refusal of one that is no code, or unknown, or expired. */
export function findSession(
  serviceProvider: string,
  code: string,
  { sessions }: EmulatorState,
): Session | Response {
  if (!/^[A-Z0-9]{7}$/.test(code)) return enhancedError('invalid_parameter_code')
  return sessions.find(serviceProvider, code) ?? enhancedError('invalid_authentication_session')
}
