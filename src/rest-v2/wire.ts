import * as z from 'zod/mini'
import { type EnhancedError, readEnhancedError } from '../oauth/enhancedError.ts'

/** A literal union that stays open to the values that Adobe adds later. */
export type Open<T extends string> = T | (string & {})

/** ms since the epoch: Adobe sends numbers here and texts there. */
export const time = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d+$/))]),
  z.transform(Number),
)

export const text = z.string()
export const optionalText = z.optional(text)

/** An enhanced error within an answer. */
export const enhancedError = z.pipe(
  z.unknown(),
  z.transform((json): EnhancedError => readEnhancedError(json)),
)

/** The fields that have a value, as a form. */
export function form(fields: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) body.append(name, value)
  }
  return body
}
