export const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> => Object(raw)
const textOf = (raw: unknown) => (typeof raw === 'string' && raw ? raw : undefined)

/** What a stored record says, read by other eyes than the client's. */
export interface Kept {
  /** `held`: it has credentials. `none`: a record without, so it was reset. `lost`: no record at all. */
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

/** A JSON object's fields; none where it is none. */
export function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return {}
  }
}
