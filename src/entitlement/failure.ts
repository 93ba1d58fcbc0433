import type { PassError } from '../oauth/errors/PassError.ts'
import { isCodeOver } from '../rest-v2/isCodeOver.ts'

/** The state that an error leads to: `over` where it says so of the code. */
export const failure = <Over extends string>(
  error: unknown,
  over: Over,
): { readonly status: Over } | { readonly status: 'failed'; readonly error: PassError } =>
  isCodeOver(error) ? { status: over } : { status: 'failed', error: Object(error) }
