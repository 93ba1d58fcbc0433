export const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> => Object(raw)
const textOf = (raw: unknown) => (typeof raw === 'string' && raw ? raw : undefined)

/** The content of a stored record, read independently of the client. */
export interface Kept {
  /** `held`: with credentials. `none`: without, after a reset. `lost`: not a valid record. */
  readonly state: 'held' | 'none' | 'lost'
  readonly id?: string | undefined
  readonly secret?: string | undefined
  readonly previous?: string | undefined
  readonly token?: string | undefined
}

export function readKept(raw: unknown): Kept {
  const record = fieldsOf(raw)
  if (!record['version']) return { state: 'lost' }
  const { clientId, clientSecret } = fieldsOf(record['credentials'])
  const id = textOf(clientId)
  const secret = textOf(clientSecret)
  const previous = textOf(fieldsOf(record['previous'])['clientId'])
  const token = textOf(fieldsOf(record['token'])['value'])
  if (id && secret) return { state: 'held', id, secret, previous, token }
  return { state: record['credentials'] === undefined ? 'none' : 'lost' }
}

/** The fields of a JSON object, or none if the text is not one. */
export function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return {}
  }
}
