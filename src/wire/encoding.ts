/** Base64 of the UTF-8 bytes, as Adobe's headers require. A lone surrogate becomes U+FFFD. */
export const encodeBase64 = (text: string): string =>
  // Without TextEncoder: jsdom under Jest lacks it, and no client could be created there.
  btoa(unescapeBytes(encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))))

/** Replaces each `%XX` with the character of that code. */
const unescapeBytes = (escaped: string) =>
  escaped.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/**
 * Whether a value can be a path segment. Empty and dot segments, missing values and lone surrogates
 * cannot: encoding does not help.
 */
export const isPathSegment = (value: unknown): value is string | number | boolean =>
  !/^(|\.|\.\.|undefined|null)$|[\ud800-\udfff]/u.test(String(value))

/** Whether a value can be an id: a string that is not blank and can be a path segment. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /\S/.test(value) && isPathSegment(value)

/** Encodes the fields that are not `undefined`, as a form or a query string. */
export function encodeForm(
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
): URLSearchParams {
  const form = new URLSearchParams()
  for (const name in fields) {
    if (fields[name] !== undefined) form.append(name, String(fields[name]))
  }
  return form
}

/**
 * A 64-bit fingerprint that distinguishes strings and does not reveal them. Web Crypto is
 * asynchronous, and missing in pages without TLS. The names of stored records contain it: a change
 * of the algorithm signs viewers out.
 */
export function fingerprint(text: string): string {
  let a = 0x811c9dc5
  let b = 0x41c6ce57
  // By code unit: `for of` iterates over characters, and 😀 is two code units.
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
