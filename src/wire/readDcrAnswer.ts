import type * as z from 'zod/mini'
import type { PassOAuthError } from '../errors/PassOAuthError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { type Answer, isSuccess, NO_JSON } from './answer.ts'
import { fieldsOf } from './guards.ts'

/** The path, the response schema and the error class of a DCR endpoint. */
export interface DcrEndpoint<Fields> {
  readonly path: string
  /** At least one field must be required: `{}` must not fit. */
  readonly schema: () => z.ZodMiniType<Fields>
  readonly Refused: new (code: string | undefined, status: number) => PassOAuthError
}

/**
 * Reads the response of a DCR endpoint: the fields of a success, or the right error.
 *
 * @throws `Refused` for an OAuth error and for a 5xx, {@link PassResponseError} for any other
 * response that does not fit the schema.
 */
export function readDcrAnswer<Fields>(
  { status, json }: Answer,
  { path, schema, Refused }: DcrEndpoint<Fields>,
): Fields {
  if (!isSuccess(status)) {
    const code = readErrorCode(fieldsOf(json)['error'])
    if (code || status >= 500) throw new Refused(code, status)
  }
  // A refusal stays a refusal even if it has the fields of a success.
  const read = schema().safeParse(isSuccess(status) ? fieldsOf(json) : {})
  if (read.success) return read.data
  const issues = read.error.issues.map((issue) => issue.path.join('.'))
  const what = json ? `without ${issues.join(', ')}` : NO_JSON
  throw new PassResponseError(`${path} answered ${what}`, status, issues)
}

/** Known codes have this form. An identifier or a secret that a broken server echoes does not. */
const readErrorCode = (error: unknown) =>
  typeof error === 'string' && /^[a-z_]{1,64}$/.test(error) ? error : undefined
