/** A response of the server with its parsed body. */
export interface Answer {
  readonly status: number
  /** The body; `undefined` if it is not JSON, or was not read. */
  readonly json: unknown
}

/** Whether the status is 2xx. Adobe Pass may send 200 if 201 is documented, and the reverse. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Parses a body. Returns `undefined` if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message quotes the body, which may hold a secret: it must not become a `cause`.
    return undefined
  }
}

/** What went wrong with a body that is not JSON, for the message of an error. */
export const NO_JSON = 'no JSON: check the option origin, and a proxy'
