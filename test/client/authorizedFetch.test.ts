import { PassApiError, type PassClient } from 'react-adobe-pass'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { clientParts } from '../../src/client/createPassClient.ts'
import {
  answering,
  CONFIGURATION,
  createBed,
  elapse,
  emulator,
  holdTime,
  json,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from './testbed.ts'

beforeEach(emulator.reset)

const ECHO = '/api/v2/REF30/echo'
/** Listens to other tabs, as a mounted provider does. */
const mount = (client: PassClient) => onTestFinished(clientParts(client).tokens.mount())

const unauthorized = () => json({ error: 'invalid_token' }, 401)

describe('a 401', () => {
  it('causes one token request and one replay', async () => {
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
      'a string',
      'text/plain',
      { method: 'POST', body: 'Grüße', headers: { 'x-device-info': 'e30=' } },
    ],
    [
      'a form',
      'application/x-www-form-urlencoded',
      { method: 'POST', body: new URLSearchParams({ mvpd: 'A & B' }) },
    ],
  ])('causes a replay with the same body: %s', async (_, type, init) => {
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

  it('causes a replay with the method, headers and body of a Request', async () => {
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

  it('with an HTML body is handled the same way', async () => {
    const fetch = answering(ECHO, ({ nth }) =>
      nth === 1 ? new Response('<html>', { status: 401 }) : json('done'),
    )
    const { client, count } = createBed({ fetch })
    expect((await client.fetch(ECHO)).status).toBe(200)
    expect(count(TOKEN)).toBe(2)
  })

  it('causes one token request for 100 concurrent calls', async () => {
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

  it('that arrives late for an older token causes a replay but no token request', async () => {
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

  it('marks the token as rejected for every tab: no tab restores it', async () => {
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

describe('requests do not loop', () => {
  it('if every token is rejected', async () => {
    emulator.fail('invalid_token', { times: 1_000 })
    const { client, count } = createBed()
    const response = await client.fetch(CONFIGURATION)
    expect([response.status, await response.json()]).toEqual([401, { error: 'invalid_token' }])
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([1, 2, 2])

    const error = await rejection<PassApiError>(client.request({ path: CONFIGURATION }))
    expect(error).toBeInstanceOf(PassApiError)
    expect([error.status, error.code, error.retryable]).toEqual([401, undefined, false])
    // The new token was rejected at once, so the next call does not request another.
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([1, 2, 3])
  })

  it('if the server issues the rejected token again', async () => {
    const same = { access_token: 'same', expires_in: 3600, token_type: 'bearer' }
    const fetch = answering(TOKEN, () => json(same), answering(ECHO, unauthorized))
    const { client, count } = createBed({ fetch })
    expect((await client.fetch(ECHO)).status).toBe(401)
    expect(count(ECHO)).toBe(2)
    // The first, one after the 401, and one more because that returned the rejected token.
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 3])
  })
})

describe('a persistent 401', () => {
  const html = () => new Response('<html>Unauthorized</html>', { status: 401 })
  const unknownClient = () => json({ code: 'invalid_access_token_client_application' }, 401)

  beforeEach(holdTime)
  afterEach(() => {
    vi.useRealTimers()
  })

  it('with an HTML body causes one extra token request for 20 sequential calls', async () => {
    const { client, count } = createBed({ fetch: answering(ECHO, html) })
    for (let i = 0; i < 20; i++) expect((await soon(client.fetch(ECHO))).status).toBe(401)
    expect([count(REGISTER), count(TOKEN), count(ECHO)]).toEqual([1, 2, 21])
  })

  it('causes one extra token request for three rounds of 20 concurrent calls', async () => {
    const { client, count } = createBed({ fetch: answering(ECHO, html) })
    const call = () => client.fetch(ECHO)
    for (let i = 0; i < 3; i++) await soon(Promise.all(Array.from({ length: 20 }, call)))
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 2])
  })

  it('causes another token request after 30 seconds', async () => {
    let isDown = true
    const { client, count } = createBed({
      fetch: answering(ECHO, ({ init }) => {
        const bearer = String(new Headers(init.headers).get('authorization'))
        if (isDown) refused.add(bearer)
        return refused.has(bearer) ? html() : json('done')
      }),
    })
    const refused = new Set<string>()
    await soon(client.fetch(ECHO))
    isDown = false
    await elapse(29_000)
    expect((await soon(client.fetch(ECHO))).status).toBe(401)
    await elapse(1_000)
    expect((await soon(client.fetch(ECHO))).status).toBe(200)
    expect(count(TOKEN)).toBe(3)
  })

  it('causes at most one extra token request in each of two tabs that share tokens', async () => {
    const bed = createBed({ fetch: answering(ECHO, html) })
    const other = bed.again()
    mount(bed.client)
    mount(other)
    for (let i = 0; i < 10; i++) {
      await soon(bed.client.fetch(ECHO))
      await elapse(50)
      await soon(other.fetch(ECHO))
      await elapse(50)
    }
    expect(bed.count(TOKEN)).toBeLessThanOrEqual(3)
  })

  it('does not prevent the replay after a late 401 for an older token', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const late = '/api/v2/REF30/late'
    const { client, count } = createBed({
      fetch: answering(
        late,
        async ({ nth }) => {
          if (nth > 1) return json('done')
          await held
          return html()
        },
        answering(ECHO, html),
      ),
    })
    await soon(client.getToken())
    const lateCall = client.fetch(late)
    await soon(client.fetch(ECHO))
    release()
    expect((await soon(lateCall)).status).toBe(200)
    expect([count(TOKEN), count(late)]).toEqual([2, 2])
  })

  it('does not stop invalid_access_token_client_application replacing credentials', async () => {
    const { client, count } = createBed({
      fetch: answering(ECHO, ({ nth }) => {
        if (nth <= 2) return html()
        return count(REGISTER) === 1 ? unknownClient() : json('done')
      }),
    })
    expect((await soon(client.fetch(ECHO))).status).toBe(401)
    expect((await soon(client.fetch(ECHO))).status).toBe(200)
    expect(count(REGISTER)).toBe(2)
  })

  it('for an unknown client does not cause a token request for each call either', async () => {
    const { client, count } = createBed({ fetch: answering(ECHO, unknownClient) })
    for (let i = 0; i < 20; i++) expect((await soon(client.fetch(ECHO))).status).toBe(401)
    expect([count(REGISTER), count(TOKEN)]).toEqual([2, 3])
  })
})

it('reports invalid_access_token_service_provider and keeps token and credentials', async () => {
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
