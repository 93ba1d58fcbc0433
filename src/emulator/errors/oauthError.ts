/** Returns a refusal of `/o/client/*`: 400 and `{ "error": code }` (RFC 6749 section 5.2). */
export const oauthError = (code: string): Response =>
  Response.json({ error: code }, { status: 400 })
