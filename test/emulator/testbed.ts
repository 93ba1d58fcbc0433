import type { PassEmulator } from 'react-adobe-pass/emulator'

type Fetch = PassEmulator['fetch']

export const origin = 'https://api.auth.adobe.com'

export const base64 = (value: unknown): string =>
  btoa(typeof value === 'string' ? value : JSON.stringify(value))

export const deviceInfo = base64({
  model: 'unknown',
  version: 'unknown',
  osName: 'Linux',
  osVersion: '6',
  connectionType: 'unknown',
  primaryHardwareType: 'Desktop',
})

export const fingerprint = `fingerprint ${base64('device-1')}`

/** What a JSON answer holds, as loosely as a test needs it. */
export interface Json {
  readonly [name: string]: Json
}

export const json = async (response: Response): Promise<Json> => response.json()

export const postJson = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json;charset=utf-8',
    'x-device-info': deviceInfo,
    ...headers,
  },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

export const postForm = (
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): RequestInit => ({
  method: 'POST',
  headers: { 'x-device-info': deviceInfo, ...headers },
  body: new URLSearchParams(fields),
})

export interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

export async function register(
  { fetch, softwareStatement }: PassEmulator,
  software_statement?: string,
): Promise<Credentials> {
  const statement = software_statement ?? (await softwareStatement())
  const response = await fetch(
    `${origin}/o/client/register`,
    postJson({ software_statement: statement }),
  )
  if (response.status !== 201) throw new Error(`register answered ${response.status}`)
  const { client_id, client_secret } = await response.json()
  return { client_id, client_secret }
}

export const requestToken = (fetch: Fetch, credentials: Credentials): Promise<Response> =>
  fetch(`${origin}/o/client/token`, postForm({ ...credentials, grant_type: 'client_credentials' }))

export async function mint(emulator: PassEmulator, credentials?: Credentials): Promise<string> {
  const response = await requestToken(emulator.fetch, credentials ?? (await register(emulator)))
  if (response.status !== 201) throw new Error(`token answered ${response.status}`)
  const { access_token } = await response.json()
  return access_token
}

export const callApi = (
  fetch: Fetch,
  token: string,
  path = '/api/v2/REF30/configuration',
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } })

export const listProfiles = (
  fetch: Fetch,
  token: string,
  device = fingerprint,
): Promise<Response> =>
  callApi(fetch, token, '/api/v2/REF30/profiles', { 'ap-device-identifier': device })

export const command = (
  fetch: Fetch,
  name: string,
  ...args: readonly unknown[]
): Promise<Response> =>
  fetch(`${origin}/__emulator/${name}`, { method: 'POST', body: JSON.stringify(args) })
