/**
 * Calls `make` on first use and remembers its value. Building a schema takes milliseconds, which
 * must not delay the start of a page.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
