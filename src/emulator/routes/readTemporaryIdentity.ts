import { decodeJsonHeader } from '../deviceHeaders.ts'

/**
 * Reads the identity for a promotional TempPass from `AP-TempPass-Identity`, as a text that is the
 * same for the same identity. `undefined` without the header, `malformed` if it holds no identity.
 */
export function readTemporaryIdentity(
  request: Request,
): { readonly identity: string } | 'malformed' | undefined {
  const header = request.headers.get('ap-temppass-identity')
  if (header === null) return undefined
  const entries = Object.entries(decodeJsonHeader(header) ?? {})
  if (entries.length === 0) return 'malformed'
  return { identity: JSON.stringify(entries.sort(([a], [b]) => a.localeCompare(b))) }
}
