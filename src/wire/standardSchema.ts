import { PassResponseError } from '../errors/PassResponseError.ts'
import { NO_JSON } from './answer.ts'

/** A validator that speaks Standard Schema v1: zod, zod/mini, valibot, arktype, … */
export interface StandardSchema<T> {
  /** The interface of Standard Schema. A validator library provides it. */
  readonly '~standard': {
    readonly version: 1
    /** The name of the validator library, such as `zod`. */
    readonly vendor: string
    /** Decodes an unknown value, or returns the issues. */
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    /** For the compiler only: the types of the validator. */
    readonly types?:
      | {
          /** The type of the values that it accepts. */
          readonly input: unknown
          /** The type of the decoded value. */
          readonly output: T
        }
      | undefined
  }
}

/** The result of a validation: the decoded value, or the issues. */
export type SchemaResult<T> =
  | {
      /** The decoded value. */
      readonly value: T
      /** Absent if the value is valid. */
      readonly issues?: undefined
    }
  | {
      /** What is wrong with the value. */
      readonly issues: readonly SchemaIssue[]
    }

/** One validation issue. Only its path is read. */
export interface SchemaIssue {
  /** What is wrong, in the validator's words. Not read: it may quote the value. */
  readonly message: string
  /** The way to the invalid field, from the outside in. */
  readonly path?:
    | readonly (
        | PropertyKey
        | {
            /** The name or the index of the field. */
            readonly key: PropertyKey
          }
      )[]
    | undefined
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
