import { PassConfigurationError } from '../errors/PassConfigurationError.ts'

/**
 * The SHA-256 of a string, in lower-case hex: Adobe wants no personal data in a `tempPassIdentity`.
 * The same viewer must always have the same hash, so normalize the string first: an e-mail address
 * without white space, in lower case.
 *
 * @throws PassConfigurationError if the page has no Web Crypto: browsers provide it only with TLS
 * and on `localhost`. Hash on your server then.
 *
 * @example
 * const email = await hashIdentity(typed.trim().toLowerCase())
 * const { profiles } = await pass.request(profile({ mvpd, tempPassIdentity: { email } }))
 */
export async function hashIdentity(text: string): Promise<string> {
  const bytes = await sha256(text)
  if (bytes?.length !== 32) {
    throw new PassConfigurationError(
      'hashIdentity needs Web Crypto: serve the page with TLS or from localhost',
    )
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function sha256(text: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  } catch {
    // Missing or forbidden.
    return undefined
  }
}
