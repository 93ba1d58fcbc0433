import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  callApi,
  command,
  json,
  listProfiles,
  mint,
  origin,
  postForm,
  postJson,
  register,
  requestToken,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
const { fetch } = emulator
beforeEach(emulator.reset)

const status = async (answer: Promise<Response>) => (await answer).status

describe('the log', () => {
  it('has the method, URL, status and time of each call, in order of arrival', async () => {
    const token = await mint(emulator)
    await callApi(fetch, token, '/api/v2/REF30/configuration?profile=tv')

    expect(emulator.log).toEqual([
      { method: 'POST', url: `${origin}/o/client/register`, status: 201, at: expect.any(Number) },
      { method: 'POST', url: `${origin}/o/client/token`, status: 201, at: expect.any(Number) },
      {
        method: 'GET',
        url: `${origin}/api/v2/REF30/configuration?profile=tv`,
        status: 200,
        at: expect.closeTo(Date.now(), -4),
      },
    ])
  })

  it('contains throttled calls', async () => {
    const own = createPassEmulator()
    for (let call = 0; call < 11; call += 1) await own.fetch(`${origin}/api/v2/a/profiles`)

    expect(own.log.map((call) => call.status).slice(-2)).toEqual([401, 429])
  })

  it('contains no secret, not even from a query string', async () => {
    const statement = await emulator.softwareStatement()
    const credentials = await register(emulator, statement)
    const token = await mint(emulator, credentials)
    await callApi(fetch, token)
    const query = new URLSearchParams({
      ...credentials,
      access_token: token,
      software_statement: statement,
      shown: 'yes',
    })
    await fetch(`${origin}/o/client/token?${query}`, postForm({}))

    const text = JSON.stringify(emulator.log)
    for (const secret of [statement, credentials.client_id, credentials.client_secret, token]) {
      expect(text).not.toContain(secret)
    }
    expect(new URL(emulator.log.at(-1)?.url ?? '').search).toBe(
      '?client_id=***&client_secret=***&access_token=***&software_statement=***&shown=yes',
    )
  })
})

describe('/__emulator', () => {
  it('serves a statement that stays the same, and another one per application', async () => {
    const get = async (query = '') => (await fetch(`${origin}/__emulator/statement${query}`)).text()
    const statement = await get()

    expect(await get()).toBe(statement)
    expect(await get('?application=news')).not.toBe(statement)
    await register(emulator, statement)
  })

  it('serves the log, and does not log itself', async () => {
    await fetch(`${origin}/api/v2/REF30/profiles`)
    const response = await fetch(`${origin}/__emulator/log`)

    expect(response.headers.get('content-type')).toMatch('application/json')
    expect(await response.json()).toEqual(emulator.log)
    expect(emulator.log).toHaveLength(1)
  })

  it('accepts the arguments of each handle as a JSON array and answers 204', async () => {
    const credentials = await register(emulator)
    const token = await mint(emulator, credentials)

    expect(await status(command(fetch, 'signIn', 'Saltmarsh'))).toBe(204)
    expect((await (await listProfiles(fetch, token)).json()).profiles).toHaveProperty('Saltmarsh')
    expect(await status(command(fetch, 'signOutElsewhere'))).toBe(204)
    expect(await json(await listProfiles(fetch, token))).toEqual({ profiles: {} })

    expect(await status(command(fetch, 'fail', '500', { on: 'api', times: 2 }))).toBe(204)
    expect(await status(callApi(fetch, token))).toBe(500)
    expect(await status(callApi(fetch, token))).toBe(500)
    expect(await status(callApi(fetch, token))).toBe(200)

    expect(await status(command(fetch, 'setTokenLifetime', 10))).toBe(204)
    const short = await mint(emulator, credentials)
    expect(await status(command(fetch, 'advance', 10_000))).toBe(204)
    expect(await status(callApi(fetch, short))).toBe(401)
    expect(await status(callApi(fetch, token))).toBe(200)

    expect(await status(command(fetch, 'revokeTokens'))).toBe(204)
    expect(await status(callApi(fetch, token))).toBe(401)

    expect(await status(command(fetch, 'revokeClients'))).toBe(204)
    expect(await status(requestToken(fetch, credentials))).toBe(400)

    const software_statement = await emulator.softwareStatement()
    const registering = () => fetch(`${origin}/o/client/register`, postJson({ software_statement }))
    expect(await status(command(fetch, 'revokeStatements'))).toBe(204)
    expect(await status(registering())).toBe(400)
    expect(await status(command(fetch, 'reset'))).toBe(204)
    expect(emulator.log).toEqual([])
    expect(await status(registering())).toBe(201)
  })

  it('accepts an empty body as no arguments', async () => {
    const token = await mint(emulator)

    expect(await status(fetch(`${origin}/__emulator/revokeTokens`, { method: 'POST' }))).toBe(204)
    expect(await status(callApi(fetch, token))).toBe(401)
  })

  it.each([
    ['advance', '["1"]', 'advance() takes a finite number of ms'],
    ['advance', '[]', 'advance() takes a finite number of ms'],
    ['advance', '[1e999]', 'advance() takes a finite number of ms'],
    ['setTokenLifetime', '[null]', 'setTokenLifetime() takes a finite number of seconds'],
    ['signIn', '[7]', 'signIn() takes the id of an MVPD first, a text, and its options second'],
    ['fail', '["500", 3]', 'fail() takes its options as an object'],
    ['fail', '["500", {"times": 0}]', 'fail() takes a whole number from 1 up as `times`'],
    ['fail', '["500", {"times": "2"}]', 'fail() takes a whole number from 1 up as `times`'],
    [
      'fail',
      '["500", {"on": "login"}]',
      'fail() takes as `on` one of: register, token, api, decision',
    ],
    [
      'fail',
      '["500", { "tmes": 3 }]',
      'fail() takes no `tmes` in its options, only `on`, `times`, `application`',
    ],
    [
      'fail',
      '[{ "code": "x", "stauts": 400 }]',
      'fail() takes no `stauts` in an error, only `code`, `status`, `action`, `message`, `details`',
    ],
    [
      'amend',
      '[{ "code": "x" }, { "tmes": 3 }]',
      'amend() takes no `tmes` in its options, only `times`, `application`',
    ],
    [
      'revokeStatements',
      '[{ "application": "news" }]',
      'revokeStatements() takes no argument, not 1',
    ],
    ['advance', '[1, 2]', 'advance() takes one argument, not 2'],
    ['signIn', '["Lumenwave", {}, 1]', 'signIn() takes 2 arguments, not 3'],
    ['reset', '[1]', 'reset() takes no argument, not 1'],
    ['fail', '[429]', 'fail() does not know 429; is "429" meant?'],
    [
      'fail',
      '["Invalid_Client"]',
      'fail() does not know "Invalid_Client"; is "invalid_client" meant?',
    ],
    ['reset', '{}', 'The body must be a JSON array of arguments, such as ["429"], or empty'],
    ['reset', '[', 'The body must be a JSON array of arguments, such as ["429"], or empty'],
  ])('answers 400 to %s with %s, and says why', async (name, body, why) => {
    const response = await fetch(`${origin}/__emulator/${name}`, { method: 'POST', body })

    expect(response.status).toBe(400)
    expect(await json(response)).toEqual({ error: why })
  })

  it.each(['revokeTokens', 'revokeClients', 'signOutElsewhere', 'setTokenLifetime', 'signIn'])(
    'names the option that %s does not know',
    async (name) => {
      const before = { setTokenLifetime: [7], signIn: ['Lumenwave'] }[name] ?? []
      const response = await command(fetch, name, ...before, { aplication: 'news' })

      expect(response.status).toBe(400)
      expect(await json(response)).toEqual({
        error: `${name}() takes no \`aplication\` in its options, only \`application\``,
      })
    },
  )

  it.each([
    [
      'POST',
      '/__emulator/fail?times=3',
      '/__emulator/fail takes no query parameter times, none at all',
    ],
    [
      'GET',
      '/__emulator/log?since=1',
      '/__emulator/log takes no query parameter since, none at all',
    ],
    [
      'GET',
      '/__emulator/statement?app=news',
      '/__emulator/statement takes no query parameter app, only application',
    ],
  ])('names the query parameter that it does not know: %s %s', async (method, path, error) => {
    const response = await fetch(origin + path, { method })

    expect([response.status, await json(response)]).toEqual([400, { error }])
  })

  it('answers an unknown handle with 404 and a list', async () => {
    const unknown = await command(fetch, 'explode')
    expect(unknown.status).toBe(404)
    expect((await json(unknown))['error']).toMatch(
      /no \/__emulator\/explode; the handles are: statement, log, revokeTokens.*reset$/,
    )
    expect((await json(await fetch(`${origin}/__emulator`)))['error']).toMatch(
      /^There is no \/__emulator; the handles are: statement, /,
    )
  })

  it('answers a wrong method with 405 and the right call', async () => {
    const read = await fetch(`${origin}/__emulator/signIn`)
    expect([read.status, read.headers.get('allow'), await json(read)]).toEqual([
      405,
      'POST',
      {
        error: `/__emulator/signIn takes POST only, for example: curl -X POST ${origin}/__emulator/signIn`,
      },
    ])
    const written = await command(fetch, 'log')
    expect([written.status, written.headers.get('allow'), await json(written)]).toEqual([
      405,
      'GET',
      { error: `/__emulator/log takes GET only, for example: curl ${origin}/__emulator/log` },
    ])
  })

  it('is open to any page, with any header', async () => {
    const preflight = await fetch(`${origin}/__emulator/fail`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://tv.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-anything',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(
      /content-type.*x-anything/,
    )

    const log = await fetch(`${origin}/__emulator/log`, {
      headers: { origin: 'https://tv.example.com', 'x-anything': 'yes' },
    })
    expect(log.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('reset', () => {
  it('removes clients and tokens', async () => {
    const credentials = await register(emulator)
    const token = await mint(emulator, credentials)
    emulator.reset()

    expect(await status(callApi(fetch, token))).toBe(401)
    expect(await json(await requestToken(fetch, credentials))).toEqual({ error: 'invalid_client' })
  })
})
