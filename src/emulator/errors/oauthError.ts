/** A refusal of `/o/client/*`: 400 and `{ "error": code }`, as RFC 6749 section 5.2 has it. */
export const oauthError = (code: string): Response =>
  Response.json({ error: code }, { status: 400 })
