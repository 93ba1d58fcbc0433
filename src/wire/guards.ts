// Plain guards for the data that is read before a page's first call: options, stored credentials
// and the lock's lease. On a cold page zod/mini takes about 4 ms to build a schema and 1 ms for its
// first parse. Later data is read with zod.

/** Whether a value is an object with fields of any kind. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a value; `{}` if it is not an object. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {}

/** Whether a value is a string that is not blank. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && /\S/.test(value)

/** Whether a value is a number: a time, or a duration. */
export const isNumber = (value: unknown): value is number => typeof value === 'number'
