import * as z from 'zod/mini'

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')

/**
 * Returns a schema for an object with these fields and no others. `what` names the object in
 * errors.
 */
export const onlyFields = <Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `no ${quoted(issue.keys)} in ${what}, only ${quoted(Object.keys(shape))}`
        : `${what} as an object`,
  })
