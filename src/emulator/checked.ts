import type * as z from 'zod/mini'

/**
 * An argument of the function `name`, if it is what `schema` says.
 *
 * @throws `TypeError` otherwise, with the message of the schema: what the function takes.
 */
export function checked<T>(name: string, schema: z.ZodMiniType<T>, argument: unknown): T {
  const result = schema.safeParse(argument)
  if (result.success) return result.data
  throw new TypeError(`${name}() takes ${result.error.issues[0]?.message}`)
}
