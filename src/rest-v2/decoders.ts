import type { EnhancedError } from '../errors/EnhancedError.ts'
import { isId } from '../wire/encoding.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import type { SchemaIssue, SchemaResult, StandardSchema } from '../wire/standardSchema.ts'

// The bytes of a schema library would outweigh the rest of this entry.

/**
 * Reads a `T` out of JSON, or gives the paths at which it cannot. `name` is the key or the index of
 * the value in what holds it.
 *
 * One odd part of an answer costs that part, and not the answer: an odd value of an `optional` field
 * reads as absent, an odd item of a `list` or a `map` is dropped. Only what a caller cannot do
 * without is required.
 */
export type Decoder<T> = (json: unknown, name?: PropertyKey) => SchemaResult<T>

/**
 * A Standard Schema whose issues hold paths, and never a value. Its decoder is made when an answer
 * comes: a call at the top of a module would keep bundlers from dropping what nobody imports.
 */
export const schema = <T>(makeDecoder: () => Decoder<T>): StandardSchema<T> => ({
  '~standard': {
    version: 1,
    vendor: 'react-adobe-pass',
    validate: (json) => makeDecoder()(json),
  },
})

/** What a decoder gives for a value that it cannot read. */
export const invalid: { readonly issues: readonly SchemaIssue[] } = {
  issues: [{ message: 'invalid', path: [] }],
}

/** What is wrong inside of the value that stands under `name`. */
export const within = (name: PropertyKey, issues: readonly SchemaIssue[]): readonly SchemaIssue[] =>
  issues.map(({ message, path = [] }) => ({ message, path: [name, ...path] }))

/** A text that is not blank: an address or a token. */
export const exactText: Decoder<string> = (json) =>
  typeof json === 'string' && /\S/.test(json) ? { value: json } : invalid

/** The same, or a number as text: a name, an id or a code. */
export const text: Decoder<string> = (json) =>
  Number.isFinite(json) ? { value: String(json) } : exactText(json)

/** A text that names something in the path of a call. */
export const id: Decoder<string> = (json) => {
  const read = text(json)
  return read.issues || isId(read.value) ? read : invalid
}

/** This text, and no other. */
export const literal =
  <T extends string>(value: T): Decoder<T> =>
  (json) =>
    json === value ? { value } : invalid

/** A boolean; also `"true"` and `"false"`, in any letter case. */
export const flag: Decoder<boolean> = (json) => {
  if (typeof json === 'boolean') return { value: json }
  const isWord = typeof json === 'string' && /^(true|false)$/i.test(json)
  return isWord ? { value: json.toLowerCase() === 'true' } : invalid
}

/** Whatever it is. */
export const anything: Decoder<unknown> = (json) => ({ value: json })

/** ms since the epoch: Adobe sends numbers here and texts there. */
export const time: Decoder<number> = (json) => {
  const ms = typeof json === 'string' && /^\d+$/.test(json) ? Number(json) : json
  return Number.isFinite(ms) ? { value: Number(ms) } : invalid
}

/** An enhanced error, or, as Adobe's contract has it in places, its code alone. */
export const enhancedError: Decoder<EnhancedError> = (json) => {
  if (typeof json === 'string') return { value: readEnhancedError({ code: json }) }
  return isMap(json) ? { value: readEnhancedError(json) } : invalid
}

/** What is read as `instead` where it is missing or odd. */
export const unreadableAs =
  <T, Instead>(decode: Decoder<T>, instead: Instead): Decoder<T | Instead> =>
  (json, name) => {
    const read = isMissing(json) ? invalid : decode(json, name)
    return read.issues ? { value: instead } : read
  }

/** What is read as `instead` where it is missing; `null` says so too. An odd one is not read. */
export const missingAs =
  <T, Instead>(decode: Decoder<T>, instead: Instead): Decoder<T | Instead> =>
  (json, name) =>
    isMissing(json) ? { value: instead } : decode(json, name)

/** What may be missing, and reads as missing where it is odd. */
export const optional = <T>(decode: Decoder<T>): Decoder<T | undefined> =>
  unreadableAs(decode, undefined)

/** A decoder for each property of `T`; other fields are dropped. */
export const object =
  <T>(fields: { readonly [K in keyof T]-?: Decoder<T[K]> }): Decoder<T> =>
  (json) => {
    if (!isMap(json)) return invalid
    const value = {} as T
    let issues: readonly SchemaIssue[] = []
    for (const name in fields) {
      const read = fields[name](json[name], name)
      if (read.issues) issues = [...issues, ...within(name, read.issues)]
      else if (read.value !== undefined) value[name] = read.value
    }
    return issues.length ? { issues } : { value }
  }

/** The same, and `other` for the fields that `T` does not have: those that are odd are dropped. */
export const openObject =
  <T, Other>(
    fields: { readonly [K in keyof T]-?: Decoder<T[K]> },
    other: Decoder<Other>,
  ): Decoder<T & Readonly<Record<string, Other>>> =>
  (json, name) => {
    const known = object<T>(fields)(json, name)
    if (known.issues) return known
    const names = Object.keys(fields)
    const read = map((item, key) => (names.includes(String(key)) ? invalid : other(item, key)))(
      json,
    )
    return read.issues ? read : { value: { ...known.value, ...read.value } }
  }

/** The items of a list that can be read. */
export const list =
  <T>(item: Decoder<T>): Decoder<readonly T[]> =>
  (json) =>
    Array.isArray(json) ? { value: valuesOf(readList(json, item)) } : invalid

/** The items of a map that can be read. */
export const map =
  <T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (json) =>
    isMap(json) ? { value: Object.fromEntries(readable(readMap(json, item))) } : invalid

/**
 * The items of a list that the answer is about. The list is not read if it has items and none of
 * them can be read: an empty one would say that there are none.
 */
export const coreList =
  <T>(item: Decoder<T>): Decoder<readonly T[]> =>
  (json) => {
    if (!Array.isArray(json)) return invalid
    const items = readList(json, item)
    return unreadable(items) ?? { value: valuesOf(items) }
  }

/** The items of a map that the answer is about, as `coreList` has it. */
export const coreMap =
  <T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (json) => {
    if (!isMap(json)) return invalid
    const items = readMap(json, item)
    return unreadable(items) ?? { value: Object.fromEntries(readable(items)) }
  }

/** A list of texts, or the only one of them by itself. */
export const texts: Decoder<readonly string[]> = (json) => {
  const one = text(json)
  return one.issues ? list(text)(json) : { value: [one.value] }
}

/** What `decode` reads, unless it lacks something: `lacks` names the field. */
export const complete =
  <T>(decode: Decoder<T>, lacks: (value: T) => string | undefined): Decoder<T> =>
  (json, name) => {
    const read = decode(json, name)
    const missing = read.issues ? undefined : lacks(read.value)
    return missing === undefined ? read : { issues: within(missing, invalid.issues) }
  }

const isMissing = (json: unknown) => json === undefined || json === null

const isMap = (json: unknown): json is Readonly<Record<string, unknown>> =>
  Object(json) === json && !Array.isArray(json)

type Items<T> = readonly (readonly [name: PropertyKey, read: SchemaResult<T>])[]

const readList = <T>(json: readonly unknown[], item: Decoder<T>): Items<T> =>
  json.map((value, index) => [index, item(value, index)])

const readMap = <T>(json: Readonly<Record<string, unknown>>, item: Decoder<T>): Items<T> =>
  Object.entries(json)
    // As a key it would be a prototype for whoever copies it with an assignment.
    .filter(([name]) => name !== '__proto__')
    .map(([name, value]) => [name, item(value, name)])

const readable = <T>(items: Items<T>): readonly (readonly [PropertyKey, T])[] =>
  items.flatMap(([name, read]) => (read.issues ? [] : [[name, read.value] as const]))

const valuesOf = <T>(items: Items<T>): readonly T[] => readable(items).map(([, value]) => value)

/** The issues of all items, where there are some and none can be read. */
function unreadable(items: Items<unknown>): typeof invalid | undefined {
  if (!items.length || items.some(([, { issues }]) => !issues)) return undefined
  return { issues: items.flatMap(([name, { issues = [] }]) => within(name, issues)) }
}
