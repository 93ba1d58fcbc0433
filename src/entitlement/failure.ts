import { PassError } from '../oauth/errors/PassError.ts'

/** The errors of a code that nobody knows, or that is over. */
const OVER = ['invalid_authentication_session', 'invalid_parameter_code']

/** The state that an error leads to: `over` where it says so of the code. */
export const failure = <Over extends string>(
  cause: unknown,
  over: Over,
): { readonly status: Over } | { readonly status: 'failed'; readonly error: PassError } => {
  if (OVER.includes(Object(cause).code)) return { status: over }
  // The client rejects with nothing else; a browser's own functions might.
  const error = cause instanceof PassError ? cause : new PassError('The sign-in failed')
  return { status: 'failed', error }
}
