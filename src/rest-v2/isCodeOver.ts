import { fieldsOf } from '../wire/guards.ts'

/** Whether a call about a code was refused because the code is not known, or is over. */
export const isCodeOver = (error: unknown): boolean =>
  ['invalid_authentication_session', 'invalid_parameter_code'].includes(
    String(fieldsOf(error)['code']),
  )
