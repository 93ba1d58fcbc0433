import { createPassEmulator } from 'react-adobe-pass/emulator'
import { describe, expect, it, vi } from 'vitest'
import { base64, json, origin, postJson } from './testbed.ts'

const url = `${origin}/o/client/register`
const emulator = createPassEmulator({ throttle: false })

const registerWith = async (body: unknown, headers?: Record<string, string>) =>
  emulator.fetch(url, postJson(body, headers))

const refusal = async (response: Response) => [response.status, (await json(response))['error']]

describe('POST /o/client/register', () => {
  it('answers its own statement with 201 and client credentials', async () => {
    const response = await registerWith({
      software_statement: await emulator.softwareStatement(),
      redirect_uri: 'https://tv.example.com/',
    })

    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({
      client_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client_secret: expect.any(String),
      client_id_issued_at: expect.closeTo(Date.now() / 1000, -1),
      redirect_uris: ['https://tv.example.com/'],
      grant_types: ['client_credentials'],
      scopes: ['api:client:v2'],
    })
  })

  it('requires neither redirect_uri nor X-Device-Info', async () => {
    const response = await emulator.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ software_statement: await emulator.softwareStatement() }),
    })

    expect(response.status).toBe(201)
    expect((await json(response))['redirect_uris']).toEqual([])
  })

  it('registers a new client each time, even with the same statement', async () => {
    const body = { software_statement: await emulator.softwareStatement() }
    const first = await json(await registerWith(body))
    const second = await json(await registerWith(body))

    expect(first['client_id']).not.toBe(second['client_id'])
  })

  it.each([
    ['garbage', () => 'not a statement'],
    ['an unsigned JWT', () => `${base64({ alg: 'none' })}.${base64({})}.`],
    ['a statement of another emulator', () => createPassEmulator().softwareStatement()],
    ['a statement with a trailing newline', async () => `${await emulator.softwareStatement()}\n`],
    [
      'a statement with a line break inside',
      async () => (await emulator.softwareStatement()).replace(/^.{40}/, '$&\n'),
    ],
    [
      'a statement with a changed payload',
      async () => (await emulator.softwareStatement()).replace(/\..*\./, `.${base64({ a: 1 })}.`),
    ],
  ])('refuses %s as invalid_software_statement', async (_, statement) => {
    const response = await registerWith({ software_statement: await statement() })

    expect(await refusal(response)).toEqual([400, 'invalid_software_statement'])
  })

  it.each([
    ['a body that is not JSON', '{"software_statement"', {}],
    ['a JSON array', [], {}],
    ['a missing statement', {}, {}],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a device info that is not base64', {}, { 'x-device-info': '{}' }],
  ])('refuses %s as invalid_request', async (_, body, headers) => {
    expect(await refusal(await registerWith(body, headers))).toEqual([400, 'invalid_request'])
  })

  it.each([
    ['not base64', '***'],
    ['not JSON', base64('hello')],
    ['not an object', base64([])],
    ['not UTF-8', btoa('{"model":"\xff"}')],
  ])('refuses a device info that is %s, even with a valid statement', async (_, header) => {
    const body = { software_statement: await emulator.softwareStatement() }
    const response = await registerWith(body, { 'x-device-info': header })

    expect(await refusal(response)).toEqual([400, 'invalid_request'])
  })

  it.each(['/relative', '', 7])('refuses the redirect_uri %j', async (redirect_uri) => {
    const software_statement = await emulator.softwareStatement()
    const response = await registerWith({ software_statement, redirect_uri })

    expect(await refusal(response)).toEqual([400, 'invalid_redirect_uri'])
  })

  it('refuses a revoked statement as unapproved, and accepts one issued afterwards', async () => {
    const own = createPassEmulator()
    const revoked = await own.softwareStatement()
    own.revokeStatements()

    const response = await own.fetch(url, postJson({ software_statement: revoked }))
    expect(await refusal(response)).toEqual([400, 'unapproved_software_statement'])

    const fresh = await own.softwareStatement()
    expect((await own.fetch(url, postJson({ software_statement: fresh }))).status).toBe(201)
  })

  it('refuses other methods with 405', async () => {
    const response = await emulator.fetch(url)

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })
})

describe('softwareStatement', () => {
  it('returns an RS256 JWT without white space, for a new application each time', async () => {
    const [first, second] = [await emulator.softwareStatement(), await emulator.softwareStatement()]

    expect(first).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(JSON.parse(atob(first.split('.')[0] ?? ''))).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(first).not.toBe(second)
  })

  it('returns the same text for the same name until it is revoked', async () => {
    const own = createPassEmulator()
    const shop = await own.softwareStatement('shop')

    expect(await own.softwareStatement('shop')).toBe(shop)
    expect(await own.softwareStatement('news')).not.toBe(shop)
    own.reset()
    expect(await own.softwareStatement('shop')).toBe(shop)
    own.revokeStatements()
    expect(await own.softwareStatement('shop')).not.toBe(shop)
  })
})

it('says what is missing where there is no crypto.subtle', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  try {
    await expect(createPassEmulator().softwareStatement()).rejects.toThrow(
      /there is no crypto\.subtle here: in a page, use https or localhost/,
    )
  } finally {
    vi.unstubAllGlobals()
  }
})
