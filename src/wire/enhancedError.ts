import * as z from 'zod/mini'
import type { EnhancedError } from '../errors/EnhancedError.ts'
import { defined } from './defined.ts'
import { fieldsOf } from './guards.ts'
import { once } from './once.ts'
import { absentIfOdd } from './orElse.ts'

// A blank string reads as absent, so that it does not hide a fallback.
const text = () => absentIfOdd(z.string().check(z.regex(/\S/)))

const schema = once(() =>
  z.object({
    action: text(),
    code: text(),
    message: text(),
    details: text(),
    helpUrl: text(),
    trace: text(),
    status: absentIfOdd(
      z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{3}$/)), z.transform(Number))]),
    ),
  }),
)

/** Reads the fields of an enhanced error. Returns `{}` if the response has none. */
export const readEnhancedError = (json: unknown): EnhancedError =>
  defined(schema().parse(fieldsOf(json)))
