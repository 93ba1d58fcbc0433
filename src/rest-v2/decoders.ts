import type { SchemaIssue, StandardSchema } from '../oauth/standardSchema.ts'

// The bytes of a schema library would outweigh the rest of this entry.

/**
 * Notes that what stands at `path` does not fit. The answer is refused then: what a decoder gives
 * after it is never looked at, and so it has no type.
 */
type Fail = (...path: PropertyKey[]) => never

/** Reads a `T` out of JSON, and tells `fail` where there is none. */
export type Decoder<T> = (json: unknown, fail: Fail) => T

/**
 * A Standard Schema whose issues hold paths, and never a value. Its decoder is made when an answer
 * comes: a call at the top of a module would keep bundlers from dropping what nobody imports.
 */
export const schema = <T>(makeDecoder: () => Decoder<T>): StandardSchema<T> => ({
  '~standard': {
    version: 1,
    vendor: 'react-adobe-pass',
    validate(json) {
      const issues: SchemaIssue[] = []
      const note = (...path: PropertyKey[]) => void issues.push({ message: 'invalid', path })
      const value = makeDecoder()(json, note as Fail)
      return issues.length ? { issues } : { value }
    },
  },
})

export const text: Decoder<string> = (json, fail) => (typeof json === 'string' ? json : fail())

export const flag: Decoder<boolean> = (json, fail) => (typeof json === 'boolean' ? json : fail())

/** Whatever it is, as long as it is there. */
export const anything: Decoder<unknown> = (json, fail) => (json === undefined ? fail() : json)

/** ms since the epoch: Adobe sends numbers here and texts there. */
export const time: Decoder<number> = (json, fail) => {
  const ms = typeof json === 'string' && /^\d+$/.test(json) ? Number(json) : json
  return Number.isFinite(ms) ? Number(ms) : fail()
}

/** What may be missing; `null` says so too. */
export const optional =
  <T>(decode: Decoder<T>): Decoder<T | undefined> =>
  (json, fail) =>
    json === undefined || json === null ? undefined : decode(json, fail)

/** What is read as `instead` where it is missing. */
export const withDefault =
  <T>(decode: Decoder<T>, instead: unknown): Decoder<T> =>
  (json, fail) =>
    decode(json ?? instead, fail)

const isMap = (json: unknown): json is Readonly<Record<string, unknown>> =>
  Object(json) === json && !Array.isArray(json)

/** A decoder for each property of `T`; other fields are dropped. */
export const object =
  <T>(fields: { readonly [K in keyof T]-?: Decoder<T[K]> }): Decoder<T> =>
  (json, fail) => {
    if (!isMap(json)) return fail()
    const result = {} as T
    for (const name in fields) {
      const value = fields[name](json[name], (...path) => fail(name, ...path))
      if (value !== undefined) result[name] = value
    }
    return result
  }

/** A map of any keys. */
export const record =
  <T>(decode: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (json, fail) => {
    if (!isMap(json)) return fail()
    const result: Record<string, T> = {}
    for (const name in json) {
      // An assignment would replace the prototype.
      if (name === '__proto__') continue
      result[name] = decode(json[name], (...path) => fail(name, ...path))
    }
    return result
  }

/** A list of any length. */
export const array =
  <T>(decode: Decoder<T>): Decoder<readonly T[]> =>
  (json, fail) =>
    Array.isArray(json)
      ? json.map((item, index) => decode(item, (...path) => fail(index, ...path)))
      : fail()
