import {
  createPassClient,
  memoryStore,
  type PassClientOptions,
  passEndpoint,
} from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { warnOnce } from '../../src/client/warnOnce.ts'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  holdTime,
  json,
  REGISTER,
  rejection,
  soon,
  statement,
} from './testbed.ts'

let said: string[] = []

/** A value that the compiler does not check, as in a call from JavaScript. */
const untyped = (value: unknown) => value as never

beforeEach(() => {
  emulator.reset()
  holdTime()
  said = []
  vi.spyOn(console, 'error').mockImplementation((text) => said.push(String(text)))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Each message is logged once per page load, so each test needs messages of its own. */
describe('in development the console reports once, with advice,', () => {
  it.each([
    [
      'invalid_software_statement',
      'register',
      /HTTP 400\)\. .*emulator restarted.*createPassClient/,
    ],
    ['unapproved_software_statement', 'register', /ask Adobe to approve it/],
    ['invalid_redirect_uri', 'register', /redirectUri/],
    ['unauthorized_client', 'token', /TVE Dashboard/],
  ] as const)('%s', async (code, on, advice) => {
    const { client } = createBed()
    emulator.fail(code, { on, times: 100 })
    const error = await soon(rejection(client.getToken()))
    await soon(rejection(client.request({ path: CONFIGURATION })))
    await soon(rejection(createBed().client.fetch(CONFIGURATION)))
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
    expect(error.message).toContain(code)
    expect(error.message).toMatch(advice)
  })

  it.each([
    ['invalid_access_token_service_provider', /option serviceProvider/],
    ['invalid_parameter_service_provider', /options serviceProvider and environment/],
    ['invalid_integration', /TVE Dashboard/],
  ])('%s in an API response', async (code, advice) => {
    const { client } = createBed()
    emulator.fail(code, { times: 100 })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
    expect(error.message).toMatch(advice)
  })

  it('a missing serviceProvider', async () => {
    const { client, sent } = createBed({ serviceProvider: undefined })
    const path = '/api/v2/{serviceProvider}/profiles'
    const error = await rejection(client.request(passEndpoint({ path })))
    await rejection(client.request(passEndpoint({ path })))
    expect(error.message).toMatch(/^Give serviceProvider to createPassClient/)
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
    expect(sent).toEqual([])
  })

  it.each([
    ['an empty statement', { softwareStatement: '' }, /is empty: is the variable set/],
    ['a statement that is not a JWT', { softwareStatement: 'x' }, /JWT from the TVE Dashboard/],
    ['an origin with a path', { origin: 'https://host/api' }, /without a path, such as https:/],
  ])('%s', (_, options, advice) => {
    const make = () => createPassClient({ softwareStatement: statement, ...options })
    expect(make).toThrow(advice)
    expect(make).toThrow(advice)
    expect(said).toEqual([expect.stringMatching(advice)])
  })

  it('an unknown option, with the similar one if there is one', () => {
    const options: PassClientOptions & { serviceprovider: string; clientId: string } = {
      softwareStatement: statement,
      serviceprovider: 'REF30',
      clientId: 'x',
    }
    createPassClient(options)
    createPassClient(options)
    expect(said).toEqual([
      '[react-adobe-pass] There is no option serviceprovider: is serviceProvider meant?',
      expect.stringMatching(
        /^\[react-adobe-pass\] There is no option clientId, only softwareStatement, .*onEvent$/,
      ),
    ])
  })

  it.each(['http://localhost:8787', 'http://127.0.0.1:8788', 'http://[::1]:8789'])(
    'an unreachable %s, with the command that starts the emulator',
    async (origin) => {
      const { client } = createBed({
        origin,
        fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      })
      const error = await soon(rejection(client.getToken()))
      expect(error.message).toContain('npx react-adobe-pass emulator --port 878')
      expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
    },
  )

  it('an API with http that a page with https calls', async () => {
    vi.stubGlobal('location', new URL('https://tv.example.com/'))
    const { client } = createBed({
      origin: 'http://pass.example.com',
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    const error = await soon(rejection(client.getToken()))
    expect(error.message).toMatch(/^No answer from http:.* give the option origin with https$/)
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })

  it('an emulator that is called with https', async () => {
    const { client } = createBed({
      origin: 'https://127.0.0.1:8790',
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    const error = await soon(rejection(client.getToken()))
    expect(error.message).toContain('The emulator speaks http, not https')
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })

  it('a fetch that returns nothing, such as a mock', async () => {
    const fetch = async () => undefined
    const { client } = createBed({ fetch: untyped(fetch) })
    const error = await soon(rejection(client.getToken()))
    expect(error.message).toBe('The option fetch must resolve with a Response')
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })

  it.each([
    ['a function that was not called', () => profiles, /and is a function: call it$/],
    ['nothing', () => undefined, /and is of type undefined$/],
    ['a path', () => CONFIGURATION, /and is of type string$/],
  ])('%s in place of an endpoint', async (_, give, advice) => {
    const { client } = createBed()
    const error = await soon(rejection(client.request(untyped(give()))))
    expect(error.message).toMatch(/^The endpoint must be an object with a path, such as /)
    expect(error.message).toMatch(advice)
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })

  it('a missing fetch, as in jsdom under Jest', async () => {
    vi.stubGlobal('fetch', undefined)
    const client = createPassClient({ softwareStatement: statement, store: memoryStore() })
    const error = await soon(rejection(client.getToken()))
    expect(error).toMatchObject({
      name: 'PassConfigurationError',
      message: expect.stringMatching(/^There is no global fetch/),
    })
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })

  it('an origin that does not respond with JSON', async () => {
    const html = () => new Response('<html>', { status: 200 })
    const { client } = createBed({ fetch: answering(REGISTER, html) })
    const error = await soon(rejection(client.getToken()))
    expect(error.message).toContain('check the option origin')
    expect(said).toEqual([`[react-adobe-pass] ${error.message}`])
  })
})

describe('nothing is logged', () => {
  it('for a temporary error or a missing profile', async () => {
    const { client } = createBed({ retries: 0 })
    emulator.fail('500', { on: 'register' })
    await soon(rejection(client.getToken()))
    emulator.fail('network', { on: 'token' })
    await soon(rejection(client.getToken()))
    for (const code of ['authenticated_profile_missing', 'network_connection_timeout']) {
      emulator.fail(code)
      await soon(rejection(client.request({ path: CONFIGURATION })))
    }
    expect(said).toEqual([])
  })

  it('if the client replaces its credentials itself', async () => {
    const { client, count } = createBed()
    await soon(client.getToken())
    emulator.revokeClients()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect([count(REGISTER), said]).toEqual([2, []])
  })

  it('if the emulator is unreachable while the device is offline', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const { client } = createBed({
      origin: 'http://localhost:1',
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })
    await soon(rejection(client.getToken()))
    expect(said).toEqual([])
  })

  it('in production', async () => {
    const { client } = createBed({
      fetch: answering(REGISTER, () => json({ error: 'invalid_request' }, 400)),
    })
    vi.stubEnv('NODE_ENV', 'production')
    const error = await soon(rejection(client.getToken()))
    expect(error).toMatchObject({ code: 'invalid_request' })
    expect(said).toEqual([])
  })

  it.each([
    ['process', 'is missing', undefined],
    ['console', 'is missing', undefined],
    ['console', 'has no error', {}],
  ])('and nothing is thrown if %s %s', (name, what, value) => {
    vi.stubGlobal(name, value)
    expect(() => warnOnce(`${name} ${what}`)).not.toThrow()
    vi.unstubAllGlobals()
    expect(said).toEqual([])
  })
})
