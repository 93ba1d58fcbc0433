/** Whether what a call about a code has rejected with says that nobody knows the code, or that it is over. */
export const isCodeOver = (error: unknown): boolean =>
  ['invalid_authentication_session', 'invalid_parameter_code'].includes(Object(error).code)
