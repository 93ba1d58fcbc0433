import { PassApiError, PassNetworkError, passEndpoint } from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from '../client/testbed.ts'

const DECIDE = '/api/v2/REF30/decisions/authorize/A'
const decide = passEndpoint({ path: DECIDE, body: { resources: ['x'] } })
const always = { times: 1_000 }

holdTimeInEachTest()

/** ms between the requests of `path`. */
const gaps = (sent: readonly { path: string; at: number }[], path: string) => {
  const times = sent.filter((one) => one.path === path).map(({ at }) => at)
  return times.slice(1).map((at, i) => at - Number(times[i]))
}

describe('a call with repeat: false', () => {
  it.each(['500', '429', 'network', 'network_connection_timeout'])(
    'is not retried after %s and rejects with a retryable error',
    async (what) => {
      const { client, count } = createBed()
      emulator.fail(what, { on: 'api' })
      const error = await soon(rejection(client.request({ path: CONFIGURATION, repeat: false })))
      expect(error).toMatchObject({ retryable: true })
      expect(count(CONFIGURATION)).toBe(1)
      await expect(
        soon(client.request({ path: CONFIGURATION, repeat: false })),
      ).resolves.toBeDefined()
    },
  )
})

describe('retries', () => {
  it.each([0, 1, 5])('%i: a failing call is retried that many times', async (retries) => {
    const { client, count } = createBed({ retries })
    emulator.fail('500', { on: 'api', ...always })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({ name: 'PassApiError', status: 500, retryable: true })
    expect(count(CONFIGURATION)).toBe(1 + retries)
  })

  it.each([
    ['register', REGISTER],
    ['token', TOKEN],
  ] as const)('0: a failing %s request rejects at once', async (on, path) => {
    const { client, count } = createBed({ retries: 0 })
    emulator.fail('500', { on, ...always })
    const before = Date.now()
    await soon(rejection(client.getToken()))
    expect([count(path), Date.now()]).toEqual([1, before])
  })

  it('0: a 401 still causes a replay, and a 429 still delays later requests', async () => {
    const { client, count } = createBed({ retries: 0 })
    await soon(client.getToken())
    emulator.revokeTokens()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(TOKEN)).toBe(2)

    emulator.fail('429', { on: 'api' })
    const before = Date.now()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(429)
    expect(Date.now()).toBe(before)
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000)
  })

  it('12: no pause is longer than 30 seconds', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const { client, sent } = createBed({ retries: 12 })
    emulator.fail('500', { on: 'api', ...always })
    await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(gaps(sent, CONFIGURATION).slice(-6)).toEqual(Array.from({ length: 6 }, () => 30_000))
  })
})

describe('a failing server', () => {
  it.each([
    ['at once, with minimum jitter', 0, [0, 0, 0]],
    ['after 0.25, 0.5 and 1 s, with medium jitter', 0.5, [250, 500, 1_000]],
    ['after 0.5, 1 and 2 s, with maximum jitter', 1, [500, 1_000, 2_000]],
  ])('gets three retries: %s', async (_, random, expected) => {
    vi.spyOn(Math, 'random').mockReturnValue(random)
    const { client, sent, events } = createBed()
    emulator.fail('500', { on: 'api', ...always })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    // A timer of 0 ms may fire after 1 ms.
    const waited = gaps(sent, CONFIGURATION).map((gap) => (gap === 1 ? 0 : gap))
    expect(waited).toEqual(expected)
    expect(error).toBeInstanceOf(PassApiError)
    expect(error).toMatchObject({ status: 500, retryable: true })

    const retried = events.flatMap((event) => (event.type === 'retried' ? [event] : []))
    expect(retried.map(({ attempt, delay }) => [attempt, delay])).toEqual(
      expected.map((delay, i) => [i + 1, delay]),
    )
  })

  it('has its last response returned unchanged by fetch()', async () => {
    const { client, count } = createBed()
    emulator.fail('500', { on: 'api', ...always })
    const response = await soon(client.fetch(CONFIGURATION))
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('Internal Server Error')
    expect(count(CONFIGURATION)).toBe(4)
  })

  it.each([
    ['register', '500', REGISTER],
    ['token', '500', TOKEN],
    ['register', 'network', REGISTER],
    ['token', 'network', TOKEN],
    ['api', '500', CONFIGURATION],
    ['api', 'network', CONFIGURATION],
  ] as const)('may fail at %s three times: %s', async (on, what, path) => {
    const { client, count } = createBed()
    emulator.fail(what, { on, times: 3 })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect([count(path), count(REGISTER)]).toEqual([4, path === REGISTER ? 4 : 1])
  })

  it.each([
    ['register', 'PassRegistrationError'],
    ['token', 'PassTokenError'],
  ] as const)('at %s causes a %s after the retries', async (on, name) => {
    const { client } = createBed()
    emulator.fail('500', { on, times: 4 })
    const error = await soon(rejection(client.getToken()))
    expect(error).toMatchObject({ name, code: undefined, status: 500, retryable: true })
    // The error is not remembered: the next call sends a request.
    expect((await soon(client.getToken())).value).toBeTruthy()
  })

  it('that never responds causes a PassNetworkError', async () => {
    const { client, count } = createBed()
    emulator.fail('network', { on: 'api', ...always })
    const error = await soon(rejection(client.fetch(CONFIGURATION)))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error).toMatchObject({ timedOut: false, retryable: true })
    expect(error.cause).toBeInstanceOf(TypeError)
    expect(count(CONFIGURATION)).toBe(4)
  })
})

describe('a POST', () => {
  it('is not retried after a 5xx, because sending it twice may do harm', async () => {
    const { client, count } = createBed()
    emulator.fail('500', { on: 'api' })
    expect(await soon(rejection(client.request(decide)))).toMatchObject({ status: 500 })
    expect(count(DECIDE)).toBe(1)
  })

  it('is not retried after a network error and rejects at once', async () => {
    const { client, count } = createBed()
    await soon(client.getToken())
    emulator.fail('network', { on: 'api' })
    const before = Date.now()
    expect(await soon(rejection(client.request(decide)))).toBeInstanceOf(PassNetworkError)
    expect([count(DECIDE), Date.now() - before]).toEqual([1, 0])
  })

  it.each(['429', 'network_received_error', 'maximum_execution_time_exceeded'])(
    'is retried after %s, because the server did not process it',
    async (what) => {
      const { client, count } = createBed({
        fetch: answering(DECIDE, ({ nth, real }) => (nth < 3 ? real() : json({ decisions: [] }))),
      })
      emulator.fail(what, { on: 'api', times: 2 })
      expect(await soon(client.request(decide))).toEqual({ decisions: [] })
      expect(count(DECIDE)).toBe(3)
    },
  )
})

describe('an enhanced error', () => {
  it('with the action retry is retried three times and then reported', async () => {
    const { client, count } = createBed()
    emulator.fail('network_connection_timeout', always)
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({
      name: 'PassApiError',
      status: 403,
      action: 'retry',
      code: 'network_connection_timeout',
      helpUrl: expect.stringContaining('https://'),
      trace: expect.any(String),
      retryable: true,
    })
    expect(count(CONFIGURATION)).toBe(4)
  })

  it.each([
    'internal_server_error',
    'invalid_configuration_platform',
    'authenticated_profile_missing',
  ])('without the action retry is not retried: %s', async (code) => {
    const { client, count } = createBed()
    emulator.fail(code, always)
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({ code, retryable: false })
    expect(count(CONFIGURATION)).toBe(1)
  })
})

describe('a DCR error', () => {
  it.each([
    ['invalid_software_statement', REGISTER],
    ['unauthorized_client', TOKEN],
  ])('with code %s is not retried and is reused for 5 s without a request', async (code, path) => {
    const { client, count } = createBed()
    emulator.fail(code, always)
    const error = await soon(rejection(client.getToken()))
    expect(count(path)).toBe(1)

    vi.setSystemTime(Date.now() + 4_999)
    expect(await soon(rejection(client.getToken()))).toBe(error)
    expect(await soon(rejection(client.fetch(CONFIGURATION)))).toBe(error)
    expect(count(path)).toBe(1)

    vi.setSystemTime(Date.now() + 1)
    await soon(rejection(client.getToken()))
    expect(count(path)).toBe(2)
  })

  it('is not reused if the clock was set back', async () => {
    const { client } = createBed()
    emulator.fail('invalid_software_statement')
    await soon(rejection(client.getToken()))
    vi.setSystemTime(Date.now() - 1_000)
    expect((await soon(client.getToken())).value).toBeTruthy()
  })
})
