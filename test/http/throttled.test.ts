import { type PassClient, PassThrottledError } from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  elapse,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  rejection,
  soon,
} from '../client/testbed.ts'

const pace = { burst: 10, perSecond: 1 }

holdTimeInEachTest()

const call = (client: PassClient, times: number) =>
  Promise.all(Array.from({ length: times }, () => client.fetch(CONFIGURATION)))

describe('a 429', () => {
  it.each([
    ['with pacing', undefined],
    ['without pacing', false],
  ] as const)('delays all requests for at least a second: %s', async (_, throttle) => {
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
    // A request and its preflight need two tokens.
    expect(Math.min(...later)).toBeLessThan(3_500)
    const event = bed.events.find(({ type }) => type === 'throttled')
    expect(event).toMatchObject({ retryAfter: expect.any(Number) })
  })

  it('in another tab still delays requests after the clock was set back', async () => {
    const bed = createBed({ throttle: pace })
    const other = bed.again()
    await soon(Promise.all([bed.client.getToken(), other.getToken()]))
    await soon(other.fetch(CONFIGURATION))
    vi.setSystemTime(Date.now() - 10 * 3_600_000)
    emulator.fail('429', { on: 'token' })
    const first = bed.client.getToken()
    await elapse(10)
    const sent = bed.sent.length
    const second = other.fetch(CONFIGURATION)
    await elapse(900)
    expect(bed.sent).toHaveLength(sent)
    await soon(Promise.all([first, second]))
  })

  it('delays the requests of other tabs too', async () => {
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
  ] as const)('that persists causes a PassThrottledError: at %s', async (on, ask) => {
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

  it('does not change the order: its call is retried before the queued calls', async () => {
    // Fixed, because another call goes first if the throttle pause is shorter than the retry delay.
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const bed = createBed({ throttle: { burst: 3, perSecond: 1 } })
    await soon(bed.client.getToken())
    emulator.fail('429', { on: 'api' })
    const paths = ['?1', '?2', '?3', '?4'].map((query) => CONFIGURATION + query)
    await soon(Promise.all(paths.map((path) => bed.client.fetch(path))))
    expect(bed.paths().slice(2)).toEqual([paths[0], ...paths])
  })

  it('is followed by a retry that may use the preflight which the browser remembers', async () => {
    const caches: unknown[] = []
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (new Request(input).url.includes('/api/')) caches.push(init?.cache)
      return emulator.fetch(input, init)
    }
    const bed = createBed({ fetch })
    await soon(bed.client.getToken())
    emulator.fail('429', { on: 'api' })
    await soon(bed.client.fetch(CONFIGURATION))
    expect(caches).toEqual(['no-store', 'default'])
  })

  it('that persists is returned unchanged by fetch()', async () => {
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
  it('delays later requests but not its own rejection', async () => {
    const path = '/api/v2/REF30/broken'
    const bed = createBed({ fetch: answering(path, () => Promise.reject(new TypeError('x'))) })
    await soon(bed.client.getToken())
    const before = Date.now()
    await soon(rejection(bed.client.fetch(path, { method: 'POST' })))
    expect(Date.now()).toBe(before)
    await soon(bed.client.fetch(CONFIGURATION))
    expect(Number(bed.sent.at(-1)?.at) - before).toBeGreaterThanOrEqual(1_000)
  })

  it('uses up the burst: later requests are sent one per second', async () => {
    const path = '/api/v2/REF30/broken'
    const bed = createBed({
      throttle: { burst: 10, perSecond: 1 },
      fetch: answering(path, () => Promise.reject(new TypeError('x'))),
    })
    await soon(rejection(bed.client.fetch(path, { method: 'POST' })))
    const before = bed.sent.length
    await soon(Promise.all([1, 2, 3].map(() => bed.client.fetch(CONFIGURATION))))
    const [first = 0, second = 0, third = 0] = bed.sent.slice(before).map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(1_000)
    expect(third - second).toBeGreaterThanOrEqual(1_000)
  })
})

describe('a page that is left while a call is on its way', () => {
  const throttle = { burst: 10, perSecond: 1 }
  const leave = () => dispatchEvent(new Event('pagehide'))

  /** A page whose calls all fail in the order of an engine while it is left, and its next page. */
  async function leaveDuringCalls(abortsFirst: boolean, path = '/api/v2/REF30/slow') {
    const aborts: ((reason: Error) => void)[] = []
    const hangs = answering(path, () => new Promise((_, reject) => void aborts.push(reject)))
    const bed = createBed({ throttle, fetch: hangs })
    await soon(bed.client.getToken())
    const calls = Promise.all(
      [1, 2, 3].map(() => rejection(bed.client.fetch(path, { method: 'POST' }))),
    )
    await elapse(100)
    const abort = () => aborts.forEach((reject) => reject(new TypeError('NetworkError')))
    const steps = abortsFirst ? [abort, leave] : [leave, abort]
    for (const step of steps) {
      step()
      await elapse(0)
    }
    await calls
    return bed
  }

  it.each([
    { engine: 'Firefox and Safari, which abort it before `pagehide`', abortsFirst: true },
    { engine: 'Chromium, which aborts it after `pagehide`', abortsFirst: false },
  ])('costs the next page no pause and no burst in $engine', async ({ abortsFirst }) => {
    const bed = await leaveDuringCalls(abortsFirst)
    const before = bed.sent.length
    const next = bed.again()
    const began = Date.now()
    await soon(Promise.all([1, 2, 3].map(() => next.fetch(CONFIGURATION))))
    expect(bed.sent.slice(before).map(({ at }) => at - began)).toEqual([0, 0, 0])
  })

  it('still counts as requests that the server got', async () => {
    const bed = await leaveDuringCalls(true)
    const next = bed.again()
    const before = bed.sent.length
    await soon(Promise.all(Array.from({ length: 6 }, () => next.fetch(CONFIGURATION))))
    const [first = 0, ...others] = bed.sent.slice(before).map(({ at }) => at)
    expect(others.filter((at) => at === first)).toHaveLength(4)
  })

  it.each([
    { whose: 'this page', isOther: false },
    { whose: 'another tab', isOther: true },
  ])('keeps the pause after a 429 that $whose saw meanwhile', async ({ isOther }) => {
    const path = '/api/v2/REF30/busy'
    let answer = () => {}
    const busy = answering(
      path,
      () =>
        new Promise((resolve) => {
          answer = () => resolve(new Response('', { status: 429 }))
        }),
    )
    const bed = createBed({
      throttle,
      fetch: answering('/api/v2/REF30/slow', () => Promise.reject(new TypeError('x')), busy),
    })
    await soon(bed.client.getToken())
    const refused = isOther ? bed.again() : bed.client
    void refused.fetch(path, { method: 'POST' }).catch(() => {})
    await elapse(100)
    await soon(rejection(bed.client.fetch('/api/v2/REF30/slow', { method: 'POST' })))
    const refusedAt = Date.now()
    answer()
    await elapse(0)
    leave()
    const before = bed.sent.length
    await soon(bed.again().fetch(CONFIGURATION))
    expect(Number(bed.sent[before]?.at) - refusedAt).toBeGreaterThanOrEqual(1_000)
  })

  it('pauses as ever if the page stays', async () => {
    const path = '/api/v2/REF30/broken'
    const fails = answering(path, () => Promise.reject(new TypeError('x')))
    const bed = createBed({ throttle, fetch: fails })
    await soon(bed.client.getToken())
    await soon(rejection(bed.client.fetch(path, { method: 'POST' })))
    const failedAt = Date.now()
    await soon(bed.client.fetch(CONFIGURATION))
    await elapse(500)
    leave()
    await soon(bed.client.fetch(CONFIGURATION))
    const [one = 0, two = 0] = bed.sent.slice(-2).map(({ at }) => at - failedAt)
    expect(one).toBeGreaterThanOrEqual(1_000)
    expect(two - one).toBeGreaterThanOrEqual(1_000)
  })
})
