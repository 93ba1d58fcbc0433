import { inspect } from 'node:util'
import type { PassClient, PassEvent } from 'react-adobe-pass'
import { expect, it, vi } from 'vitest'
import {
  answering,
  type Bed,
  CONFIGURATION,
  createBed,
  createOpenStore,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  soon,
  statement,
  TOKEN,
} from './testbed.ts'

const ECHO = '/api/v2/echo'
const HOURS = 7 * 3_600_000

holdTimeInEachTest()

/** A server that echoes the request headers in an HTML response. */
const indiscreet = (fetch = emulator.fetch) =>
  answering(
    ECHO,
    ({ init }) => {
      const text = JSON.stringify(Object.fromEntries(new Headers(init.headers)))
      return new Response(`<html>${text}</html>`, { status: 200 })
    },
    fetch,
  )

/** The secrets that the client was given or received. They must not appear in any output. */
async function collectSecrets(bodies: readonly Promise<string>[], { sent }: Bed) {
  const secrets = new Set([statement, ...statement.split('.').slice(1)])
  const find = (text: string) => {
    for (const [, secret = ''] of text.matchAll(/"(?:client_secret|access_token)":"([^"]+)"/g)) {
      secrets.add(secret)
    }
  }
  for (const body of bodies) find(await body)
  for (const { headers } of sent) {
    const bearer = headers['authorization']?.slice('Bearer '.length)
    if (bearer) secrets.add(bearer)
  }
  return [...secrets]
}

/** Every form in which a value can reach a log. */
const shapes = (value: unknown): string[] => {
  const error =
    value instanceof Error
      ? [
          value.message,
          String(value.stack),
          inspect(structuredClone(value), { depth: Infinity }),
          ...shapes(value.cause),
        ]
      : []
  return [
    inspect(value, { depth: Infinity, showHidden: false }),
    String(JSON.stringify(value)),
    String(value),
    ...error,
  ]
}

it('exposes no statement, secret or token in errors, events, logs, URLs or itself', async () => {
  const consoles = (['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  )
  const { store, broken } = createOpenStore()
  const bodies: Promise<string>[] = []
  const errors: unknown[] = []
  const heard: PassEvent[] = []
  const bed = createBed({
    store,
    fetch: indiscreet(async (input, init) => {
      const answer = await emulator.fetch(input, init)
      bodies.push(answer.clone().text())
      return answer
    }),
  })
  const attempt = async (work: (client: PassClient) => Promise<unknown>, client = bed.client) => {
    await soon(work(client).catch((error: unknown) => errors.push(error)))
    vi.setSystemTime(Date.now() + 6_000)
  }
  bed.client.subscribe((event) => heard.push(event))
  const read = (client: PassClient) => client.request({ path: CONFIGURATION })
  const mint = (client: PassClient) => client.getToken()

  // Every kind of failure, at every endpoint.
  for (const on of ['register', 'token', 'api'] as const) {
    for (const what of ['429', '500', 'network', ...(on === 'register' ? [] : ['hang'])]) {
      emulator.fail(what, { on, times: 4 })
      await attempt(read)
      if (on === 'token') vi.setSystemTime(Date.now() + HOURS)
    }
    for (const what of ['html', 'empty', 'truncated']) {
      emulator.fail(what, { on })
      await attempt(read)
      if (on === 'token') vi.setSystemTime(Date.now() + HOURS)
    }
    if (on === 'register') {
      emulator.fail('invalid_software_statement')
      await attempt(mint)
    }
    if (on !== 'api') await attempt(on === 'token' ? mint : () => Promise.resolve())
  }
  await attempt((client) => client.request({ path: ECHO }))
  await attempt((client) => client.fetch('https://evil.test'))
  await attempt((client) => client.fetch(CONFIGURATION, { headers: { authorization: 'x' } }))
  await attempt((client) => client.fetch(CONFIGURATION, { signal: AbortSignal.abort() }))
  for (const [code, times] of [
    ['authenticated_profile_missing', 1],
    ['invalid_access_token_service_provider', 1],
    ['network_received_error', 4],
  ] as const) {
    emulator.fail(code, { times })
    await attempt(read)
  }
  // A rejected token, replaced credentials, a reset, a failing store.
  emulator.revokeTokens()
  await attempt(read)
  emulator.fail('invalid_access_token_client_application', { times: 2 })
  await attempt(read)
  emulator.fail('unauthorized_client')
  vi.setSystemTime(Date.now() + HOURS)
  await attempt(mint)
  await attempt((client) => client.reset())
  Object.assign(broken, { reads: true, writes: true })
  await attempt(read)

  const kinds = new Set(errors.map((error) => (error instanceof Error ? error.name : 'none')))
  expect(kinds).toEqual(
    new Set([
      'AbortError',
      'PassApiError',
      'PassConfigurationError',
      'PassNetworkError',
      'PassRegistrationError',
      'PassResponseError',
      'PassThrottledError',
      'PassTokenError',
    ]),
  )
  expect(new Set(heard.map(({ type }) => type))).toEqual(
    new Set([
      'registered',
      'credentials-replaced',
      'token-issued',
      'token-rejected',
      'throttled',
      'retried',
      'reset',
      'storage-unavailable',
    ]),
  )

  const secrets = await collectSecrets(bodies, bed)
  expect(secrets.length).toBeGreaterThan(8)
  const shown = [
    ...[...errors, ...heard].flatMap(shapes),
    ...consoles.flatMap(({ mock }) => mock.calls.flatMap(shapes)),
    ...bed.sent.map(({ url }) => url),
    ...shapes(bed.client),
    inspect(bed.client, { depth: Infinity, showHidden: true }),
  ].join('\n')
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
})

it.each([
  ['registration', REGISTER, 400],
  ['registration', REGISTER, 500],
  ['token', TOKEN, 400],
  ['token', TOKEN, 200],
])('does not expose secrets that a broken %s endpoint echoes', async (_, path, status) => {
  const { client, events, sent } = createBed({
    fetch: answering(path, ({ body }) =>
      json({ error: body, error_description: body, expires_in: body, [body]: body }, status),
    ),
  })
  const error = await soon(client.getToken().catch((caught: unknown) => caught))
  const secret = new URLSearchParams(sent.at(-1)?.body).get('client_secret') ?? statement
  const shown = [error, ...events].flatMap(shapes).join('\n')
  expect(shown).toContain('Pass')
  expect(shown).not.toContain(secret)
})
