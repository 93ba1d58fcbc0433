/**
 * Builds a value when it is first asked for. Building a schema takes milliseconds: a page's start does
 * not pay for it, and a bundler drops what nobody imports.
 */
export function lazily<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined
  return () => (built ??= { value: build() }).value
}
