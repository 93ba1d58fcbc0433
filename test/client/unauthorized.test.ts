import { PassApiError } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  json,
  REGISTER,
  rejection,
  TOKEN,
} from './testbed.ts'

beforeEach(emulator.reset)

const ECHO = '/api/v2/REF30/echo'
const unauthorized = () => json({ error: 'invalid_token' }, 401)

describe('a 401', () => {
  it('costs one new token and one replay', async () => {
    const { client, sent, paths, types } = createBed()
    const { value } = await client.getToken()
    emulator.revokeTokens()

    expect((await client.fetch(CONFIGURATION)).status).toBe(200)
    expect(paths()).toEqual([REGISTER, TOKEN, CONFIGURATION, TOKEN, CONFIGURATION])
    expect(sent[2]?.headers['authorization']).toBe(`Bearer ${value}`)
    const renewed = await client.getToken()
    expect(sent[4]?.headers['authorization']).toBe(`Bearer ${renewed.value}`)
    expect(types()).toEqual(['registered', 'token-issued', 'token-rejected', 'token-issued'])
  })

  it.each([
    [
      'a text',
      'text/plain',
      { method: 'POST', body: 'Grüße', headers: { 'x-device-info': 'e30=' } },
    ],
    [
      'a form',
      'application/x-www-form-urlencoded',
      { method: 'POST', body: new URLSearchParams({ mvpd: 'A & B' }) },
    ],
  ])('is answered with the same body: %s', async (_, type, init) => {
    const bodies: string[] = []
    const fetch = answering(ECHO, async ({ nth, url, init: { headers = {}, body = null } }) => {
      const request = new Request(url, { method: 'POST', headers, body })
      bodies.push(`${request.headers.get('content-type')} ${await request.text()}`)
      return nth === 1 ? unauthorized() : json('done')
    })
    const expected = String(init.body)
    expect((await createBed({ fetch }).client.fetch(ECHO, init)).status).toBe(200)
    expect(bodies).toEqual([bodies[1], expect.stringMatching(new RegExp(`^${type}`))])
    expect(bodies[0]?.endsWith(expected)).toBe(true)
  })

  it('is answered with the same body: that of a Request', async () => {
    const bodies: string[] = []
    const fetch = answering(ECHO, async ({ nth, init }) => {
      bodies.push(await new Response(init.body).text())
      return nth === 1 ? unauthorized() : json('done')
    })
    const { client, origin, sent } = createBed({ fetch })
    const request = new Request(origin + ECHO, {
      method: 'PUT',
      body: '{"resources":["é"]}',
      headers: { 'content-type': 'application/json', 'x-device-info': 'e30=' },
    })
    expect((await client.fetch(request)).status).toBe(200)
    expect(bodies).toEqual(['{"resources":["é"]}', '{"resources":["é"]}'])
    const { method, headers } = sent.at(-1) ?? {}
    expect(method).toBe('PUT')
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-device-info': 'e30=' })
  })

  it('that a page brings as HTML counts too', async () => {
    const fetch = answering(ECHO, ({ nth }) =>
      nth === 1 ? new Response('<html>', { status: 401 }) : json('done'),
    )
    const { client, count } = createBed({ fetch })
    expect((await client.fetch(ECHO)).status).toBe(200)
    expect(count(TOKEN)).toBe(2)
  })

  it('costs one token for 100 calls at the same time', async () => {
    const { client, count, types } = createBed()
    await client.getToken()
    emulator.revokeTokens()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => client.fetch(CONFIGURATION)),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect([count(TOKEN), count(CONFIGURATION)]).toEqual([2, 200])
    expect(types().filter((type) => type === 'token-rejected')).toHaveLength(1)
  })

  it('that comes late, for a token of old, costs no token: only its replay', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const fetch = answering(ECHO, async ({ nth }) => {
      if (nth > 100) return json('done')
      await held
      return unauthorized()
    })
    const { client, count, types } = createBed({ fetch })
    await client.getToken()
    const late = Array.from({ length: 100 }, () => client.fetch(ECHO))
    for (let i = 0; i < 2; i++) {
      emulator.revokeTokens()
      await client.fetch(CONFIGURATION)
    }
    release()
    expect((await Promise.all(late)).every(({ ok }) => ok)).toBe(true)
    expect([count(TOKEN), count(ECHO)]).toEqual([3, 200])
    expect(types().filter((type) => type === 'token-rejected')).toHaveLength(2)
  })

  it('rejects the token for every tab: none restores it again', async () => {
    const bed = createBed()
    const { value } = await bed.client.getToken()
    const other = bed.again()
    await other.getToken()
    emulator.revokeTokens()
    await bed.client.fetch(CONFIGURATION)

    expect((await bed.again().getToken()).value).not.toBe(value)
    expect((await other.fetch(CONFIGURATION)).status).toBe(200)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([1, 2])
    expect((await other.getToken()).value).not.toBe(value)
  })
})

describe('nothing loops', () => {
  it('when every token is refused', async () => {
    emulator.fail('invalid_token', { times: 1_000 })
    const { client, count } = createBed()
    const response = await client.fetch(CONFIGURATION)
    expect([response.status, await response.json()]).toEqual([401, { error: 'invalid_token' }])
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([1, 2, 2])

    const error = await rejection<PassApiError>(client.request({ path: CONFIGURATION }))
    expect(error).toBeInstanceOf(PassApiError)
    expect([error.status, error.code, error.retryable]).toEqual([401, undefined, false])
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([1, 3, 4])
  })

  it('when the server mints the refused token again', async () => {
    const same = { access_token: 'same', expires_in: 3600, token_type: 'bearer' }
    const fetch = answering(TOKEN, () => json(same), answering(ECHO, unauthorized))
    const { client, count } = createBed({ fetch })
    expect((await client.fetch(ECHO)).status).toBe(401)
    expect(count(ECHO)).toBe(2)
    // One, one for the rejection, and one more because that answered with the rejected token.
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 3])
  })
})

it('reports invalid_access_token_service_provider, and keeps token and credentials', async () => {
  const { client, count, types } = createBed()
  const code = 'invalid_access_token_service_provider'
  emulator.fail(code, { times: 1_000 })
  const error = await rejection(client.request({ path: CONFIGURATION }))
  expect(error).toBeInstanceOf(PassApiError)
  expect(error).toMatchObject({ code, status: 401, action: 'application-registration' })
  expect((await client.fetch(CONFIGURATION)).status).toBe(401)
  expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([1, 1, 2])
  expect(types()).toEqual(['registered', 'token-issued'])
})
