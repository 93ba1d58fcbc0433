import type { PassOAuthError } from '../errors/PassOAuthError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { type Answer, isSuccess } from './answer.ts'

/** Whether a field of an answer is what the protocol says. */
export type FieldCheck = (value: unknown) => boolean

/** A text of a certain form. */
export const textLike =
  (form: RegExp): FieldCheck =>
  (value) =>
    typeof value === 'string' && form.test(value)

/**
 * Reads what a DCR endpoint answered: the fields of a success, checked, or the right error. Fields
 * without a check are ignored.
 *
 * @throws `Refused` for an OAuth error and for a 5xx, {@link PassResponseError} for an answer that
 * is neither that nor what the checks ask for.
 */
export function readDcrAnswer(
  { status, json }: Answer,
  path: string,
  checks: Readonly<Record<string, FieldCheck>>,
  Refused: new (code: string | undefined, status: number) => PassOAuthError,
): Readonly<Record<string, unknown>> {
  const fields: Readonly<Record<string, unknown>> = Object(json)
  if (!isSuccess(status)) {
    // Known codes have this form; an identifier or a secret that a broken server echoes has not.
    const code = textLike(/^[a-z_]{1,64}$/)(fields.error) ? String(fields.error) : undefined
    if (code || status >= 500) throw new Refused(code, status)
  }
  // A refusal is none the less one where it has the fields of a success.
  const fits = (name: string) => isSuccess(status) && checks[name]?.(fields[name])
  const issues = Object.keys(checks).filter((name) => !fits(name))
  if (issues.length) {
    const what = json ? `without ${issues.join(', ')}` : 'no JSON: is the API at this origin?'
    throw new PassResponseError(`${path} answered ${what}`, status, issues)
  }
  return fields
}
