import type * as z from 'zod/mini'
import { once } from '../wire/once.ts'
import type { StandardSchema } from '../wire/standardSchema.ts'

/**
 * The Standard Schema of an endpoint. It calls `build` once, for the first response, so that the
 * start of a page builds no schema.
 */
export function lazySchema<T>(build: () => z.ZodMiniType<T>): StandardSchema<T> {
  const schema = once(build)
  return {
    '~standard': {
      version: 1,
      vendor: 'zod',
      validate: (json) => schema()['~standard'].validate(json),
    },
  }
}
