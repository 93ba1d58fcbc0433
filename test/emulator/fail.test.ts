import { createPassEmulator, type FailOptions } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  callApi,
  command,
  json,
  mint,
  origin,
  postJson,
  register,
  requestToken,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const registering = async () =>
  emulator.fetch(
    `${origin}/o/client/register`,
    postJson({ software_statement: await emulator.softwareStatement() }),
  )
const minting = (fetch = emulator.fetch) =>
  requestToken(fetch, { client_id: 'nobody', client_secret: 'x' })
const calling = (headers?: Record<string, string>) =>
  callApi(emulator.fetch, 'unknown', undefined, headers)

const code = async (response: Response) => {
  const body = await json(response)
  return body['code'] ?? body['error']
}

describe('fail() with an OAuth error code', () => {
  it.each(['invalid_redirect_uri', 'invalid_software_statement', 'unapproved_software_statement'])(
    'answers the next registration with %s, once',
    async (what) => {
      emulator.fail(what)
      expect(await code(await minting())).toBe('invalid_client')

      const response = await registering()
      expect([response.status, await code(response)]).toEqual([400, what])
      expect((await registering()).status).toBe(201)
    },
  )

  it.each(['invalid_client', 'unauthorized_client', 'unsupported_grant_type'])(
    'answers the next token call with %s, once',
    async (what) => {
      const credentials = await register(emulator)
      emulator.fail(what)
      expect((await registering()).status).toBe(201)

      const response = await requestToken(emulator.fetch, credentials)
      expect([response.status, await code(response)]).toEqual([400, what])
      expect((await requestToken(emulator.fetch, credentials)).status).toBe(201)
    },
  )

  it('answers the next registration or token call with invalid_request', async () => {
    emulator.fail('invalid_request', { times: 2 })

    expect(await code(await calling())).toBe('invalid_token')
    expect(await code(await minting())).toBe('invalid_request')
    expect(await code(await registering())).toBe('invalid_request')
    expect((await registering()).status).toBe(201)
  })
})

describe('fail() with an enhanced error code', () => {
  it.each([
    ['invalid_header_device_info', 400, 'none'],
    ['internal_server_error', 500, 'none'],
    ['too_many_resources', 403, 'configuration'],
    ['invalid_configuration_platform', 500, 'configuration'],
    ['invalid_access_token_client_application', 401, 'application-registration'],
    ['authenticated_profile_missing', 403, 'authentication'],
    ['network_received_error', 403, 'retry'],
  ])('answers the next API call with %s', async (what, status, action) => {
    const token = await mint(emulator)
    emulator.fail(what)

    const response = await callApi(emulator.fetch, token)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code: what, status, action })
    expect((await callApi(emulator.fetch, token)).status).toBe(200)
  })

  it('answers with the 401 of RFC 6750 for invalid_token', async () => {
    const token = await mint(emulator)
    emulator.fail('invalid_token')

    expect((await callApi(emulator.fetch, token)).headers.get('www-authenticate')).toMatch(
      /^Bearer/,
    )
    expect((await callApi(emulator.fetch, token)).status).toBe(200)
  })

  it('can target another endpoint with `on`', async () => {
    emulator.fail('internal_server_error', { on: 'token' })

    expect(await code(await calling())).toBe('invalid_token')
    expect(await code(await minting())).toBe('internal_server_error')
  })
})

describe('fail() with a fault of the network or the edge', () => {
  it.each(['429', '500'])('serves %s as HTML without CORS headers', async (what) => {
    emulator.fail(what)
    const response = await calling({ origin: 'https://tv.example.com' })

    expect(response.status).toBe(Number(what))
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
    expect(await response.text()).toContain('<html>')
  })

  it('serves html as a readable 200', async () => {
    emulator.fail('html')
    const response = await calling({ origin: 'https://tv.example.com' })

    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://tv.example.com')
    expect(await response.text()).toContain('<html>')
  })

  it('serves empty as a 200 without a body', async () => {
    emulator.fail('empty')
    const response = await minting()

    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('cuts the real response in half for truncated', async () => {
    emulator.fail('truncated')
    const response = await registering()

    expect(response.status).toBe(201)
    const text = await response.text()
    expect(text).toMatch(/^\{"client_id":"/)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('rejects like a failed fetch for network, and logs status 0', async () => {
    emulator.fail('network')
    const call = calling()

    await expect(call).rejects.toThrow(TypeError)
    await expect(call).rejects.toThrow('Failed to fetch')
    expect(emulator.log.at(-1)?.status).toBe(0)
    expect((await calling()).status).toBe(401)
  })

  it('hangs until the caller aborts, and logs status 0', async () => {
    emulator.fail('hang')
    const controller = new AbortController()
    const call = emulator.fetch(`${origin}/api/v2/REF30/profiles`, { signal: controller.signal })
    const first = await Promise.race([
      call,
      new Promise((resolve) => setTimeout(resolve, 20, 'pending')),
    ])

    expect(first).toBe('pending')
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(emulator.log.at(-1)?.status).toBe(0)
    expect((await calling()).status).toBe(401)
  })

  it('applies to the next calls of any kind, or of one kind', async () => {
    emulator.fail('500', { times: 3 })
    expect(
      [await registering(), await minting(), await calling()].map(({ status }) => status),
    ).toEqual([500, 500, 500])

    emulator.fail('500', { on: 'api' })
    expect((await registering()).status).toBe(201)
    expect((await calling()).status).toBe(500)
  })
})

describe('several failures', () => {
  it('queue up in order, and each call gets the first one that applies to it', async () => {
    emulator.fail('invalid_client')
    emulator.fail('500', { times: 2 })
    emulator.fail('unauthorized_client')

    expect((await calling()).status).toBe(500)
    expect(await code(await minting())).toBe('invalid_client')
    expect((await minting()).status).toBe(500)
    expect(await code(await minting())).toBe('unauthorized_client')
    expect(await code(await calling())).toBe('invalid_token')
  })

  it('are cleared by reset()', async () => {
    emulator.fail('500', { times: 9 })
    emulator.reset()

    expect((await calling()).status).toBe(401)
  })
})

describe('fail() with wrong arguments', () => {
  it('throws a TypeError that lists the known failures', () => {
    expect(() => emulator.fail('nonsense')).toThrow(TypeError)
    expect(() => emulator.fail('nonsense')).toThrow(
      /"nonsense".*invalid_client.*authenticated_profile_missing.*429.*network.*hang/,
    )
  })

  it.each([0, -1, 1.5, Number.NaN, Infinity])('refuses %d times', (times) => {
    expect(() => emulator.fail('500', { times })).toThrow(/times/)
  })

  it('refuses an unknown target', () => {
    const options: FailOptions = JSON.parse('{"on":"login"}')

    expect(() => emulator.fail('500', options)).toThrow(/register, token, api/)
  })

  it.each([
    [['nonsense']],
    [['500', { times: 0 }]],
    [['500', { on: 'login' }]],
    [['500', 3]],
    [[]],
  ])('answers 400 over HTTP to %j', async (args) => {
    const response = await command(emulator.fetch, 'fail', ...args)

    expect(response.status).toBe(400)
    expect((await json(response))['error']).toMatch(/fail\(\)/)
    expect((await calling()).status).toBe(401)
  })
})
