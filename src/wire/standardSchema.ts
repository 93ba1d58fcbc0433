import { PassResponseError } from '../errors/PassResponseError.ts'

/** A validator that speaks Standard Schema v1: zod, zod/mini, valibot, arktype, … */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

/** What a validator says: the decoded value, or what is wrong where. */
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** One thing that a validator found wrong. Only its path is ever read. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/**
 * Decodes the answer of a path; `json` is `undefined` if it was not JSON.
 *
 * @throws {@link PassResponseError} with the first 20 paths at which it does not fit.
 */
export async function decode<T>(
  schema: StandardSchema<T>,
  json: unknown,
  { path: endpoint, status }: { readonly path: string; readonly status: number },
): Promise<T> {
  const result = await schema['~standard'].validate(json)
  if (!result.issues) return result.value
  // As long as the server likes, they would fill every log.
  const issues = result.issues.slice(0, 20).map(({ path = [] }) =>
    path
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
      .slice(0, 80),
  )
  throw new PassResponseError(
    `${endpoint} answered what is not its protocol: ${issues.join(', ')}`,
    status,
    issues,
  )
}
