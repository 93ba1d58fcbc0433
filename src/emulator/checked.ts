import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue

const withinUnions = (issues: readonly Issue[]): readonly Issue[] =>
  issues.flatMap((issue) =>
    issue.code === 'invalid_union' ? [...withinUnions(issue.errors.flat()), issue] : [issue],
  )

/**
 * An argument of the function `name`, if it is what `schema` says.
 *
 * @throws `TypeError` otherwise, with the message of the schema: what the function takes. A name that
 * nobody knows comes first, for a misspelt option is also one that is missing.
 */
export function checked<T>(name: string, schema: z.ZodMiniType<T>, argument: unknown): T {
  const result = schema.safeParse(argument)
  if (result.success) return result.data
  const { issues } = result.error
  const [unknownName] = withinUnions(issues).filter(({ code }) => code === 'unrecognized_keys')
  throw new TypeError(`${name}() takes ${(unknownName ?? issues[0])?.message}`)
}
