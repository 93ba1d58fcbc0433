/** Base64 over UTF-8 bytes, as Adobe's headers want it. Half of a character becomes U+FFFD. */
export const encodeBase64 = (text: string): string =>
  // Not by a TextEncoder: jsdom under Jest has none, and no client could be made there.
  btoa(unescapeBytes(encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))))

/** Each `%XX` as the character of that code. */
const unescapeBytes = (escaped: string) =>
  escaped.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Whether a value can be a segment of a path: nothing encodes these, nor half of a character. */
export const isPathSegment = (value: unknown): value is string | number | boolean =>
  !/^(|\.|\.\.|undefined|null)$|[\ud800-\udfff]/u.test(String(value))

/** Whether a value can be an id: a text that is not blank, and fits into a segment of a path. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /\S/.test(value) && isPathSegment(value)

/** The fields that have a value, as a form or a query string. */
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
 * A 64-bit fingerprint that tells texts apart and reveals nothing of them. Web Crypto would answer
 * later, and not at all in a page without TLS. It names stored records: one that changes signs
 * viewers out.
 */
export function fingerprint(text: string): string {
  let a = 0x811c9dc5
  let b = 0x41c6ce57
  // By code units: `for of` goes by characters, and 😀 is two units.
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
