/** One answer of the server, its body parsed. */
export interface Answer {
  readonly status: number
  /** The body; `undefined` if it is not JSON, or was not read. */
  readonly json: unknown
}

/** Whether the status says success: both 200 and 201 are seen where one of them is documented. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** The body as JSON, `undefined` if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message quotes the body, which may hold a secret: it must not become a `cause`.
    return undefined
  }
}
