import { createPassEmulator, type EmulatedThrottle } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { command, deviceInfo, origin, requestToken } from './testbed.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const make = (throttle?: boolean | EmulatedThrottle) => {
  const emulator = createPassEmulator(throttle === undefined ? {} : { throttle })
  const call = () => emulator.fetch(`${origin}/api/v2/REF30/profiles`)
  /** Sends `count` calls and returns how many are not throttled. */
  const passes = async (count: number, one: () => Promise<Response> = call) => {
    const answers = await Promise.all(Array.from({ length: count }, one))
    return answers.filter(({ status }) => status !== 429).length
  }
  return { emulator, call, passes }
}

describe.each([
  ['by default', undefined],
  ['with refill: false', { refill: false }],
])('the bucket, %s', (_, throttle) => {
  it('allows a burst of 10, shared by all endpoints', async () => {
    const { emulator, passes } = make(throttle)
    const credentials = { client_id: 'a', client_secret: 'b' }

    expect(await passes(4)).toBe(4)
    expect(await passes(20, () => requestToken(emulator.fetch, credentials))).toBe(6)
    expect(await passes(1)).toBe(0)
  })

  it('then allows 1 call per second', async () => {
    const { passes } = make(throttle)
    await passes(10)
    for (let second = 0; second < 3; second += 1) {
      await vi.advanceTimersByTimeAsync(999)
      expect(await passes(1)).toBe(0)
      await vi.advanceTimersByTimeAsync(1)
      expect(await passes(2)).toBe(1)
    }
  })

  it('adds up parts of a second, and refused calls cost nothing', async () => {
    const { passes } = make(throttle)
    await passes(10)
    for (const part of [333, 333, 333]) {
      await vi.advanceTimersByTimeAsync(part)
      expect(await passes(5)).toBe(0)
    }
    await vi.advanceTimersByTimeAsync(1)
    expect(await passes(5)).toBe(1)
  })

  it('answers 429 with an HTML page, and neither Retry-After nor CORS headers', async () => {
    const { emulator, passes } = make(throttle)
    await passes(10)
    const response = await emulator.fetch(`${origin}/api/v2/REF30/profiles`, {
      headers: { origin: 'https://tv.example.com' },
    })

    expect(response.status).toBe(429)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.has('retry-after')).toBe(false)
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([])
    expect(await response.text()).toMatch(/429 Too Many Requests[^]*openresty/)
  })

  it('is separate for each device', async () => {
    const { emulator, passes } = make(throttle)
    const from = (device: string) => () =>
      emulator.handle(new Request(`${origin}/api/v2/REF30/profiles`), { device })

    expect(await passes(11, from('10.0.0.1'))).toBe(10)
    expect(await passes(11, from('10.0.0.2'))).toBe(10)
  })

  it('is full again after reset', async () => {
    const { emulator, passes } = make(throttle)
    await passes(10)
    emulator.reset()

    expect(await passes(11)).toBe(10)
  })

  it('does not throttle the handles and other paths', async () => {
    const { emulator, passes } = make(throttle)
    await passes(10)

    expect(await passes(20, () => command(emulator.fetch, 'advance', 0))).toBe(20)
    expect(await passes(20, () => emulator.fetch(`${origin}/elsewhere`))).toBe(20)
  })
})

describe('the burst limit', () => {
  it('refills up to 10 by default', async () => {
    const { emulator, passes } = make()
    await passes(10)
    emulator.advance(4000)
    expect(await passes(10)).toBe(4)
    emulator.advance(60_000)
    expect(await passes(20)).toBe(10)
  })

  it('allows one burst with refill: false, and afterwards at most 1 call at a time', async () => {
    const { emulator, passes } = make({ refill: false })
    expect(await passes(6)).toBe(6)
    emulator.advance(60_000)
    expect(await passes(20)).toBe(4)
    emulator.advance(60_000)
    expect(await passes(20)).toBe(1)
  })

  it('can be switched off', async () => {
    expect(await make(false).passes(50)).toBe(50)
  })

  it('keeps working when the clock is turned back', async () => {
    const { emulator, passes } = make()
    await passes(10)
    emulator.advance(-60_000)
    expect(await passes(1)).toBe(0)
    emulator.advance(1000)
    expect(await passes(2)).toBe(1)
  })
})

describe('preflights', () => {
  const preflight = () =>
    new Request(`${origin}/api/v2/REF30/profiles`, {
      method: 'OPTIONS',
      headers: { origin: 'https://tv.example.com', 'access-control-request-method': 'GET' },
    })

  it('cost nothing by default', async () => {
    const { emulator, passes } = make()
    expect(await passes(20, () => emulator.handle(preflight()))).toBe(20)
    expect(await passes(11)).toBe(10)
  })

  it('count as calls with countPreflights, and are refused without CORS headers', async () => {
    const { emulator, passes } = make({ countPreflights: true })
    expect(await passes(20, () => emulator.handle(preflight()))).toBe(10)

    const response = await emulator.handle(preflight())
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })

  it('double the cost of a page’s call with countPreflights, and can reject it', async () => {
    const { emulator, passes } = make({ countPreflights: true })
    const call = () =>
      emulator.fetch(`${origin}/api/v2/REF30/profiles`, {
        headers: { 'x-device-info': deviceInfo },
      })

    expect(
      (await Promise.all(Array.from({ length: 5 }, call))).map(({ status }) => status),
    ).toEqual(Array.from({ length: 5 }, () => 401))
    await expect(call()).rejects.toThrow(TypeError)
    expect(await passes(1)).toBe(0)
  })
})
