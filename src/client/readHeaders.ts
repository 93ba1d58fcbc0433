import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { isText } from '../wire/guards.ts'

/**
 * Headers by their names in lower case.
 *
 * @throws PassConfigurationError that names a header that cannot be sent. `Headers` itself would
 * quote the value, which may be a secret, or cut off a line break.
 */
export function readHeaders(given: HeadersInit = {}): Record<string, string> {
  const entries = Symbol.iterator in given ? [...given] : Object.entries(given)
  for (const [name, value] of entries) {
    // A caller without TypeScript may give `undefined`, which would be sent as a word.
    if (!isText(value) || /[^\t -\xff]/.test(value)) {
      throw new PassConfigurationError(`${name} must be one line of Latin-1`)
    }
  }
  // Not every `Headers` returns its names in lower case.
  return Object.fromEntries(
    [...new Headers(entries)].map(([name, value]) => [name.toLowerCase(), value]),
  )
}
