import * as z from 'zod/mini'
import { isId } from '../wire/encoding.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import { withoutOddItems } from './leniently.ts'

/** A string that is not blank: a URL or a token. */
export const exactText = () => z.string().check(z.regex(/\S/, { abort: true }))

/** The same, or a number, which becomes a string: a name, an id or a code. */
export const text = () => z.union([exactText(), z.pipe(z.number(), z.transform(String))])

/** An id: a string that can be a path segment. */
export const id = () => text().check(z.refine(isId, { abort: true }))

/** A list of strings. A single string becomes a list. */
export const texts = () =>
  z.union([
    z.pipe(
      text(),
      z.transform((only) => [only]),
    ),
    withoutOddItems(z.array(text())),
  ])

/** A boolean; also `"true"` and `"false"`, in any letter case. */
export const flag = () =>
  z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])

/** ms since the epoch. Adobe sends a number or a string. */
export const time = () =>
  z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d+$/)), z.coerce.number())])

/** An enhanced error, or only its code, as in parts of Adobe's contract. */
export const enhancedError = () =>
  z.union([
    z.pipe(
      z.string(),
      z.transform((code) => readEnhancedError({ code })),
    ),
    z.pipe(
      z.record(z.string(), z.unknown()),
      z.transform((fields) => readEnhancedError(fields)),
    ),
  ])
