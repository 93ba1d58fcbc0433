import { fieldsOf } from '../wire/guards.ts'

/** Whether a call was refused because its code is unknown or has expired. */
export const isCodeOver = (error: unknown): boolean =>
  ['invalid_authentication_session', 'invalid_parameter_code'].includes(
    String(fieldsOf(error)['code']),
  )
