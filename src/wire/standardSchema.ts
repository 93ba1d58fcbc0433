import { PassResponseError } from '../errors/PassResponseError.ts'
import { NO_JSON } from './answer.ts'

/** A validator that speaks Standard Schema v1: zod, zod/mini, valibot, arktype, … */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

/** The result of a validation: the decoded value, or the issues. */
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** One validation issue. Only its path is read. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/**
 * Decodes the response of a path; `json` is `undefined` if the body was not JSON.
 *
 * @throws {@link PassResponseError} with the first 20 invalid paths.
 */
export async function decode<T>(
  schema: StandardSchema<T>,
  json: unknown,
  { path: endpoint, status }: { readonly path: string; readonly status: number },
): Promise<T> {
  const result = await schema['~standard'].validate(json)
  if (!result.issues) return result.value
  // Limited in number and length: a server could fill every log otherwise.
  const issues = result.issues.slice(0, 20).map(({ path = [] }) =>
    path
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
      .slice(0, 80),
  )
  const what = json === undefined ? NO_JSON : `what is not its protocol: ${issues.join(', ')}`
  throw new PassResponseError(`${endpoint} answered ${what}`, status, issues)
}
