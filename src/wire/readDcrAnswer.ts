import type * as z from 'zod/mini'
import type { PassOAuthError } from '../errors/PassOAuthError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { type Answer, isSuccess } from './answer.ts'
import { fieldsOf } from './guards.ts'

/** What a DCR endpoint answers, and what it refuses with. */
export interface DcrEndpoint<Fields> {
  readonly path: string
  /** Some of its fields are required. */
  readonly schema: () => z.ZodMiniType<Fields>
  readonly Refused: new (code: string | undefined, status: number) => PassOAuthError
}

/**
 * Reads what a DCR endpoint answered: the fields of a success, or the right error.
 *
 * @throws `Refused` for an OAuth error and for a 5xx, {@link PassResponseError} for an answer that
 * is neither that nor what the schema asks for.
 */
export function readDcrAnswer<Fields>(
  { status, json }: Answer,
  { path, schema, Refused }: DcrEndpoint<Fields>,
): Fields {
  if (!isSuccess(status)) {
    const code = readErrorCode(fieldsOf(json)['error'])
    if (code || status >= 500) throw new Refused(code, status)
  }
  // A refusal is one even if it has the fields of a success.
  const read = schema().safeParse(isSuccess(status) ? fieldsOf(json) : {})
  if (read.success) return read.data
  const issues = read.error.issues.map((issue) => issue.path.join('.'))
  const what = json ? `without ${issues.join(', ')}` : 'no JSON: is the API at this origin?'
  throw new PassResponseError(`${path} answered ${what}`, status, issues)
}

/** Known codes have this form; an identifier or a secret that a broken server echoes has not. */
const readErrorCode = (error: unknown) =>
  typeof error === 'string' && /^[a-z_]{1,64}$/.test(error) ? error : undefined
