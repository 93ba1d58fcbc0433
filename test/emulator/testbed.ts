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

/** The body of a JSON response, typed as loosely as the tests need it. */
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

/** An application on a device, with its own token. */
export interface Application {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>
  readonly post: (
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly postJson: (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>
  /** Creates a session and submits the MVPD's login form. Resolves with the code. */
  readonly signIn: (mvpd: string, headers?: Record<string, string>) => Promise<string>
}

/** The response to creating or resuming a session, with the fields that the tests use. */
export interface SessionAnswer {
  readonly code: string
  readonly sessionId: string
  readonly url: string
  readonly notBefore: string
  readonly notAfter: string
  readonly missingParameters?: readonly string[]
}

export const session = async (answer: Promise<Response>): Promise<SessionAnswer> =>
  (await answer).json()

export const redirectUrl = 'https://app.example/back'

/** Paths are relative to `/api/v2/REF30`. The CORS rules for headers do not apply. */
export async function application(
  emulator: PassEmulator,
  device = 'device-1',
): Promise<Application> {
  const token = await mint(emulator)
  const call = (path: string, { headers, ...init }: RequestInit) =>
    emulator.handle(
      new Request(`${origin}/api/v2/REF30${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${token}`,
          'ap-device-identifier': `fingerprint ${base64(device)}`,
          ...(headers as Record<string, string>),
        },
      }),
    )
  const post: Application['post'] = (path, fields = {}, headers = {}) =>
    call(path, postForm(fields, headers))
  return {
    get: (path, headers = {}) => call(path, { headers }),
    post,
    postJson: (path, body, headers = {}) => call(path, postJson(body, headers)),
    signIn: async (mvpd, headers = {}) => {
      const created = await post(
        '/sessions',
        { mvpd, domainName: 'app.example', redirectUrl },
        headers,
      )
      const { url, code } = await created.json()
      const { location } = await open(emulator, url)
      await submit(emulator, location, { user: 'viewer' })
      return code
    },
  }
}

interface Opened {
  readonly status: number
  readonly location: string
  readonly document: Document
}

const opened = async (response: Response): Promise<Opened> => ({
  status: response.status,
  location: response.headers.get('location') ?? '',
  document: new DOMParser().parseFromString(await response.text(), 'text/html'),
})

/** Opens a URL of the emulator as a user agent does, without following a redirect. */
export const open = async ({ handle }: PassEmulator, url: string): Promise<Opened> =>
  opened(await handle(new Request(new URL(url, origin))))

/** Sends a form of the emulator as a user agent does, without following a redirect. */
export const submit = async (
  { handle }: PassEmulator,
  url: string,
  fields: Record<string, string>,
): Promise<Opened> => {
  const body = new URLSearchParams({ action: 'signIn', ...fields })
  return opened(await handle(new Request(new URL(url, origin), { method: 'POST', body })))
}

/** Returns the status and the code of an enhanced error. */
export const refusal = async (answer: Promise<Response> | Response) => {
  const response = await answer
  const { code } = await response.json()
  return { status: response.status, code }
}
