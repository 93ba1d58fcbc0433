import * as z from 'zod/mini'

/** What `setTokenLifetime` and `advance` take. */
export const finiteNumber = z.number('a finite number')
