/**
 * Calls `make` at the first use, and remembers its value. Building a schema takes milliseconds: a
 * page's start does not pay for it.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
