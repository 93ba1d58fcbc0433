import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue

const withinUnions = (issues: readonly Issue[]): readonly Issue[] =>
  issues.flatMap((issue) =>
    issue.code === 'invalid_union' ? [...withinUnions(issue.errors.flat()), issue] : [issue],
  )

/**
 * Returns an argument of the function `name`, if it fits `schema`.
 *
 * @throws `TypeError` otherwise, with the schema's message about what the function takes. An
 * unknown name is reported first, because a misspelt option is also a missing one.
 */
export function checked<T>(name: string, schema: z.ZodMiniType<T>, argument: unknown): T {
  const result = schema.safeParse(argument)
  if (result.success) return result.data
  const { issues } = result.error
  const [unknownName] = withinUnions(issues).filter(({ code }) => code === 'unrecognized_keys')
  throw new TypeError(`${name}() takes ${(unknownName ?? issues[0])?.message}`)
}
