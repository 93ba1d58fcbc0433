import { PassRegistrationError, PassTokenError } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  answering,
  createBed,
  emulator,
  json,
  REGISTER,
  rejection,
  statement,
  TOKEN,
} from '../client/testbed.ts'

beforeEach(emulator.reset)

const credentials = { client_id: 'an-id', client_secret: 'a secret & more' }
const token = { access_token: 'a-token', expires_in: 3600, token_type: 'bearer' }
const bearing = (answer: Response) => answering(TOKEN, () => answer)
const registering = (answer: Response) =>
  answering(REGISTER, () => answer, bearing(json(token, 201)))

describe('the registration request', () => {
  it('posts the statement as JSON, without white space', async () => {
    const pasted = ` ${statement.slice(0, 40)}\r\n\t${statement.slice(40)}\n`
    const { client, sent, origin } = createBed({ softwareStatement: pasted })
    await client.getToken()

    const [request] = sent
    expect([request?.method, request?.url]).toEqual(['POST', `${origin}${REGISTER}`])
    expect(request?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json;charset=utf-8',
      'x-device-info': expect.stringMatching(/^[\w+/]+=*$/),
    })
    expect(JSON.parse(String(request?.body))).toStrictEqual({ software_statement: statement })
  })

  it('contains a redirect_uri if one is configured', async () => {
    const redirectUri = 'app://home/%20?a=b'
    const { client, sent } = createBed({ redirectUri })
    await client.getToken()

    const body: unknown = JSON.parse(String(sent[0]?.body))
    expect(body).toStrictEqual({ software_statement: statement, redirect_uri: redirectUri })
  })
})

describe('the token request', () => {
  it('posts the credentials as a form in the body, not in the URL', async () => {
    const { client, sent, origin } = createBed({ fetch: registering(json(credentials, 201)) })
    await client.getToken()

    const request = sent.find(({ path }) => path === TOKEN)
    expect([request?.method, request?.url]).toEqual(['POST', `${origin}${TOKEN}`])
    expect(request?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-device-info': sent[0]?.headers['x-device-info'],
    })
    expect(Object.fromEntries(new URLSearchParams(String(request?.body)))).toStrictEqual({
      ...credentials,
      grant_type: 'client_credentials',
    })
  })

  it('does not follow redirects, because it contains a secret', async () => {
    const { client, sent } = createBed()
    await client.getToken()
    expect(sent.map(({ init }) => init.redirect)).toEqual(['manual', 'manual'])
  })
})

describe('a success', () => {
  it.each([200, 201])('may have status %i from both endpoints', async (status) => {
    const { client } = createBed({
      fetch: answering(REGISTER, () => json(credentials, status), bearing(json(token, status))),
    })
    expect((await client.getToken()).value).toBe('a-token')
  })

  it('requires only client_id and client_secret from a registration', async () => {
    const { client, sent } = createBed({
      fetch: registering(json({ ...credentials, scopes: 7, novelty: [] }, 201)),
    })
    await client.getToken()
    expect(String(sent[1]?.body)).toContain('client_id=an-id')
  })

  it.each([
    ['a lifetime as a string', { expires_in: '3600' }],
    ['a token type in capitals', { token_type: 'BEARER' }],
    ['unknown fields', { id: 1, created_at: 'long ago', novelty: { deep: true } }],
  ])('may contain %s', async (_, fields) => {
    const { client } = createBed({ fetch: bearing(json({ ...token, ...fields })) })
    const { value, issuedAt, expiresAt } = await client.getToken()
    expect([value, expiresAt - issuedAt]).toEqual(['a-token', 3_600_000])
  })

  it('counts the lifetime from the response, by the clock of the device', async () => {
    const before = Date.now()
    const { client } = createBed({ fetch: bearing(json({ ...token, created_at: 1 })) })
    const { issuedAt, expiresAt } = await client.getToken()
    expect(issuedAt).toBeGreaterThanOrEqual(before)
    expect(issuedAt).toBeLessThanOrEqual(Date.now())
    expect(expiresAt).toBe(issuedAt + 3_600_000)
  })
})

describe('a refusal', () => {
  it.each([
    'invalid_request',
    'invalid_redirect_uri',
    'invalid_software_statement',
    'unapproved_software_statement',
  ])('of a registration with %s is a PassRegistrationError', async (code) => {
    emulator.fail(code, { on: 'register' })
    const error = await rejection(createBed().client.getToken())
    expect(error).toBeInstanceOf(PassRegistrationError)
    expect(error).toMatchObject({ name: 'PassRegistrationError', code, status: 400 })
    expect(error).toMatchObject({ retryable: false })
  })

  it.each(['invalid_request', 'unauthorized_client', 'unsupported_grant_type'])(
    'of a token with %s is a PassTokenError',
    async (code) => {
      emulator.fail(code, { on: 'token' })
      const { client, count } = createBed()
      const error = await rejection(client.getToken())
      expect(error).toBeInstanceOf(PassTokenError)
      expect(error).toMatchObject({ name: 'PassTokenError', code, status: 400, retryable: false })
      expect(count(REGISTER)).toBe(1)
    },
  )

  it('with an invalid code does not expose that code', async () => {
    const { client } = createBed({
      fetch: answering(TOKEN, ({ body }) => json({ error: body }, 400)),
    })
    const error = await rejection(client.getToken())
    expect(error.name).toBe('PassResponseError')
    expect(JSON.stringify(error) + error.message).not.toContain('client_secret')
  })
})
