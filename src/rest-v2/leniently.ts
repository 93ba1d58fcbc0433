import * as z from 'zod/mini'

// An odd part of a response does not fail the whole response: an odd value of an optional field
// reads as absent, an odd item of a list or a map is dropped. A field is required only if its
// caller cannot work without it.

/**
 * A schema for each field of `T`. `satisfies` checks that a shape has all fields of the interface.
 */
export type Fields<T> = {
  readonly [K in keyof T as string extends K
    ? never
    : number extends K
      ? never
      : K]-?: z.ZodMiniType<T[K]>
}

/** An object without keys for absent fields. Fields that are not in `shape` are dropped. */
export const object = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.object(shape).check(leaveOutAbsent)

/** The same, but fields that are not in `shape` are kept unchanged. */
export const openObject = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.looseObject(shape).check(leaveOutAbsent)

function leaveOutAbsent({ value }: { readonly value: object }) {
  // Safe to change in place: zod has just made this object.
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) Reflect.deleteProperty(value, name)
  }
}

/** A field with a default: `instead()` if it is missing or `null`. An odd value is refused. */
export const ifMissing = <T, Instead>(schema: z.ZodMiniType<T>, instead: () => Instead) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value) => value ?? instead()),
  )

/** A list or a map without its odd items. */
export const withoutOddItems = <T extends object>(items: z.ZodMiniType<T>) =>
  dropOddItems(items, () => true)

/**
 * The same, for the main list or map of a response. It is refused if all of its items are odd: an
 * empty one would mean that there are none.
 */
export const coreItems = <T extends object>(items: z.ZodMiniType<T>) =>
  dropOddItems(items, (readable) => Object.keys(readable).length > 0)

const dropOddItems = <T extends object>(
  items: z.ZodMiniType<T>,
  isEnough: (readable: T) => boolean,
) =>
  z.transform((json: unknown, context) => {
    const all = items.safeParse(json)
    if (all.success) return all.data
    const odd = new Set(all.error.issues.map(({ path: [name] }) => name))
    const readable = items.safeParse(withoutItems(json, odd))
    if (readable.success && isEnough(readable.data)) return readable.data
    return refuse(context, all.error)
  })

function withoutItems(json: unknown, names: ReadonlySet<PropertyKey | undefined>): unknown {
  if (Array.isArray(json)) return json.filter((_, index) => !names.has(index))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.has(name)))
}

/**
 * Refuses the value of a transform, with the issues that another schema found in it or its `field`.
 */
export function refuse(
  { value, issues }: z.core.ParsePayload,
  error: z.core.$ZodError,
  ...field: readonly PropertyKey[]
): never {
  // A list may have any number of odd items. The error of a response names the first 20.
  for (const { path } of error.issues.slice(0, 20)) {
    issues.push({ code: 'custom', path: [...field, ...path], input: value })
  }
  return z.NEVER
}
