/**
 * Returns a media token that is valid for 7 minutes from `now`. Only a media token verifier can
 * read a real one.
 */
export function mediaToken(resource: string, now: number): object {
  const notAfter = now + 420_000
  const text = JSON.stringify({ token: crypto.randomUUID(), resource, notAfter })
  const bytes = new TextEncoder().encode(text)
  const serializedToken = btoa(String.fromCharCode(...bytes))
  return { issuedAt: now, notBefore: now, notAfter, serializedToken }
}
