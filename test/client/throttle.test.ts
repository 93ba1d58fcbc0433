import { type PassClient, PassThrottledError } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answering,
  type Bed,
  CONFIGURATION,
  createBed,
  elapse,
  emulator,
  holdTime,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from './testbed.ts'

const pace = { burst: 10, perSecond: 1 }

beforeEach(() => {
  emulator.reset()
  localStorage.clear()
  holdTime()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const call = (client: PassClient, times: number) =>
  Promise.all(Array.from({ length: times }, () => client.fetch(CONFIGURATION)))

/** When requests were sent, in s after the first. */
const seconds = ({ sent }: Bed) => sent.map(({ at }) => (at - Number(sent[0]?.at)) / 1_000)

/** Nine requests at once, and from the tenth on one a second, each a little late. */
function expectPaced(times: readonly number[], burst = 10) {
  expect(times.slice(0, burst).every((time) => time === 0)).toBe(true)
  for (const [i, time] of times.slice(burst).entries()) {
    expect(time).toBeGreaterThanOrEqual(i + 1)
    expect(time).toBeLessThan(i + 1.5)
  }
}

describe('pacing', () => {
  it('lets ten requests go at once and then one a second', async () => {
    const bed = createBed({ throttle: pace })
    const all = call(bed.client, 13)
    await soon(all)
    expect(bed.sent).toHaveLength(15)
    expectPaced(seconds(bed))
  })

  it('is the default', async () => {
    const bed = createBed({ throttle: undefined })
    await soon(call(bed.client, 10))
    expectPaced(seconds(bed))
  })

  it('may be faster, or slower', async () => {
    const fast = createBed({ throttle: { burst: 3, perSecond: 10 } })
    await soon(call(fast.client, 6))
    expect(seconds(fast).slice(0, 3)).toEqual([0, 0, 0])
    expect(seconds(fast)[7]).toBeGreaterThanOrEqual(0.5)
    expect(seconds(fast)[7]).toBeLessThan(1)

    const slow = createBed({ throttle: { burst: 1, perSecond: 0.5 } })
    await soon(slow.client.getToken())
    expect(seconds(slow)[1]).toBeGreaterThanOrEqual(2)
    expect(seconds(slow)[1]).toBeLessThan(3)
  })

  it('keeps under what the server allows: no 429 in 30 calls', async () => {
    const server = createPassEmulator()
    const softwareStatement = await server.softwareStatement()
    const bed = createBed({ fetch: server.fetch, softwareStatement, throttle: pace })
    const answers = await soon(call(bed.client, 30))
    expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 200))
    expect(bed.types()).toEqual(['registered', 'token-issued'])
  })

  it('lets token traffic go first', async () => {
    const bed = createBed({ throttle: { burst: 4, perSecond: 1 } })
    await soon(bed.client.getToken())
    const calls = call(bed.client, 6)
    await elapse(500)
    expect(bed.sent).toHaveLength(4)
    const reset = soon(bed.client.reset())
    const token = bed.client.getToken()
    await soon(Promise.all([calls, token, reset]))
    expect(bed.paths().slice(4, 6)).toEqual([REGISTER, TOKEN])
  })

  it('keeps the order of the calls', async () => {
    const bed = createBed({ throttle: { burst: 3, perSecond: 1 } })
    const paths = ['?1', '?2', '?3', '?4', '?5'].map((query) => CONFIGURATION + query)
    await soon(Promise.all(paths.map((path) => bed.client.fetch(path))))
    expect(bed.paths()).toEqual([REGISTER, TOKEN, ...paths])
  })

  it('is shared by clients through localStorage, and survives a reload', async () => {
    const bed = createBed({ throttle: pace })
    const other = bed.again()
    await soon(bed.client.getToken())
    await soon(Promise.all([call(bed.client, 6), call(other, 6)]))
    await soon(call(bed.again(), 2))
    expect(bed.sent).toHaveLength(16)
    expectPaced(seconds(bed))
  })

  it('is not shared with another origin', async () => {
    const bed = createBed({ throttle: pace })
    await soon(call(bed.client, 8))
    const other = createBed({ throttle: pace })
    await soon(call(other.client, 8))
    expect(seconds(other)).toEqual(Array.from(other.sent, () => 0))
  })

  it('earns its burst again, slowly', async () => {
    const bed = createBed({ throttle: pace })
    await soon(call(bed.client, 8))
    await elapse(5_000)
    const before = Date.now()
    await soon(call(bed.client, 6))
    const times = bed.sent.slice(10).map(({ at }) => at - before)
    expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    expect(times[5]).toBeGreaterThanOrEqual(1_000)
  })

  it('can be switched off', async () => {
    const bed = createBed({ throttle: false })
    await soon(call(bed.client, 50))
    expect(seconds(bed)).toEqual(Array.from(bed.sent, () => 0))
    expect(localStorage).toHaveLength(1)
  })
})

describe('what stands in localStorage', () => {
  it.each([
    ['garbage', () => '{"a":1}'],
    ['nothing', () => ''],
    ['half of it', () => String(Date.now())],
    ['infinity', () => 'Infinity Infinity'],
    ['a time in the far future', () => `${Date.now() + 1e9} ${Date.now() + 1e9}`],
    ['a time long ago', () => '-1e12 5'],
  ])('may be %s: a request goes all the same', async (_, value) => {
    const bed = createBed({ throttle: pace })
    await soon(bed.client.getToken())
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, value())
    await soon(call(bed.again(), 1))
    expect(seconds(bed)).toEqual([0, 0, 0])
  })

  it('holds no secret', async () => {
    const bed = createBed({ throttle: pace })
    const { value } = await soon(bed.client.getToken())
    const all = JSON.stringify(Object.entries(localStorage))
    expect(all).toContain(bed.origin)
    expect(all).not.toContain(value)
  })

  it('may be nothing at all: without localStorage a client paces itself', async () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    const bed = createBed({ throttle: pace })
    await soon(call(bed.client, 10))
    expectPaced(seconds(bed))
  })
})

describe('a 429', () => {
  it.each([
    ['with pacing', undefined],
    ['without pacing', false],
  ] as const)('holds everything back for a second at least: %s', async (_, throttle) => {
    const bed = createBed({ throttle, renewBefore: 0 })
    emulator.setTokenLifetime(3)
    await soon(bed.client.getToken())
    emulator.fail('429', { on: 'api' })
    const first = bed.client.fetch(CONFIGURATION)
    await elapse(10)
    const [, , refused] = bed.sent.map(({ at }) => at)
    const others = call(bed.client, 3)
    const other = bed.again().getToken()
    await elapse(900)
    expect(bed.sent).toHaveLength(3)

    await soon(Promise.all([first, others, other]))
    const later = bed.sent.slice(3).map(({ at }) => at - Number(refused))
    expect(Math.min(...later)).toBeGreaterThanOrEqual(1_000)
    expect(Math.min(...later)).toBeLessThan(2_500)
    const event = bed.events.find(({ type }) => type === 'throttled')
    expect(event).toMatchObject({ retryAfter: expect.any(Number) })
  })

  it('holds other tabs back too', async () => {
    const bed = createBed({ throttle: pace })
    const other = bed.again()
    await soon(Promise.all([bed.client.getToken(), other.getToken()]))
    emulator.fail('429', { on: 'api' })
    const first = bed.client.fetch(CONFIGURATION)
    await elapse(10)
    const sent = bed.sent.length
    const second = other.fetch(CONFIGURATION)
    await elapse(900)
    expect(bed.sent).toHaveLength(sent)
    await soon(Promise.all([first, second]))
  })

  it.each([
    ['api', (client: PassClient) => client.request({ path: CONFIGURATION })],
    ['token', (client: PassClient) => client.getToken()],
    ['register', (client: PassClient) => client.getToken()],
  ] as const)('for ever ends in a PassThrottledError: at %s', async (on, ask) => {
    const bed = createBed()
    emulator.fail('429', { on, times: 100 })
    const error = await soon(rejection<PassThrottledError>(ask(bed.client)))
    expect(error).toBeInstanceOf(PassThrottledError)
    expect(error).toMatchObject({ name: 'PassThrottledError', retryable: true })
    expect(error.retryAfter).toBeGreaterThan(0)
    expect(error.retryAfter).toBeLessThanOrEqual(2_000)
    const times = bed.sent.map(({ at }) => at).slice(-4)
    expect(times).toHaveLength(4)
    for (const [i, at] of times.slice(1).entries()) {
      expect(at - Number(times[i])).toBeGreaterThanOrEqual(1_000)
    }
    expect(bed.count(REGISTER)).toBe(on === 'register' ? 4 : 1)
  })

  it('for ever is answered as it is, to whoever uses fetch', async () => {
    const bed = createBed()
    emulator.fail('429', { on: 'api', times: 100 })
    const response = await soon(bed.client.fetch(CONFIGURATION))
    expect([response.status, await response.text()]).toEqual([
      429,
      expect.stringContaining('Too Many Requests'),
    ])
  })
})

describe('a network error, which may be a 429 that CORS hides', () => {
  it('holds back what is sent later, and not its own rejection', async () => {
    const path = '/api/v2/REF30/broken'
    const bed = createBed({ fetch: answering(path, () => Promise.reject(new TypeError('x'))) })
    await soon(bed.client.getToken())
    const before = Date.now()
    await soon(rejection(bed.client.fetch(path, { method: 'POST' })))
    expect(Date.now()).toBe(before)
    await soon(bed.client.fetch(CONFIGURATION))
    expect(Number(bed.sent.at(-1)?.at) - before).toBeGreaterThanOrEqual(1_000)
  })
})
