/** Returns a 405 with the allowed methods. */
export const methodNotAllowed = (...methods: readonly string[]): Response =>
  Response.json(
    { error: 'method_not_allowed' },
    { status: 405, headers: { allow: methods.join(', ') } },
  )
