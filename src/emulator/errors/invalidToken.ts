/**
 * Returns the refusal of a bearer token that is missing, unknown, expired or revoked (RFC 6750
 * section 3.1).
 */
export const invalidToken = (): Response =>
  Response.json(
    { error: 'invalid_token' },
    { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  )
