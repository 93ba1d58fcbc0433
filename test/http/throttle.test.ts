import type { PassClient } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { describe, expect, it, vi } from 'vitest'
import { createThrottle } from '../../src/http/throttle.ts'
import {
  type Bed,
  CONFIGURATION,
  createBed,
  elapse,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  soon,
  TOKEN,
} from '../client/testbed.ts'

const pace = { burst: 10, perSecond: 1 }

holdTimeInEachTest()

const call = (client: PassClient, times: number) =>
  Promise.all(Array.from({ length: times }, () => client.fetch(CONFIGURATION)))

/** When requests were sent, in seconds after the first. */
const seconds = ({ sent }: Bed) => sent.map(({ at }) => (at - Number(sent[0]?.at)) / 1_000)

/**
 * Expects the burst within `within` s and then one request per second, each slightly late.
 */
function expectPaced(times: readonly number[], { burst = 10, within = 0 } = {}) {
  expect(times.slice(0, burst).every((time) => time <= within)).toBe(true)
  for (const [i, time] of times.slice(burst).entries()) {
    expect(time).toBeGreaterThanOrEqual(i + 1)
    expect(time).toBeLessThan(i + 1.5 + within)
  }
}

describe('pacing', () => {
  it('sends ten requests at once and then one per second', async () => {
    const bed = createBed({ throttle: pace })
    const all = call(bed.client, 13)
    await soon(all)
    expect(bed.sent).toHaveLength(15)
    expectPaced(seconds(bed))
  })

  it('counts from the first response, so a slow first request causes no 429', async () => {
    const bed = createBed({
      throttle: pace,
      fetch: async (input, init) => {
        const first = bed.sent.length === 1
        if (first) await new Promise((resolve) => setTimeout(resolve, 400))
        return emulator.fetch(input, init)
      },
    })
    await soon(call(bed.client, 10))
    expect(seconds(bed)[9]).toBeLessThan(0.5)
    expect(seconds(bed)[10]).toBeGreaterThanOrEqual(1.4)
    expect(seconds(bed)[10]).toBeLessThan(1.6)
  })

  it('keeps a second between two queued requests if the first of them was late', async () => {
    const bed = createBed({ throttle: pace })
    const all = call(bed.client, 12)
    await elapse(900)
    // A busy page: its timers fire late.
    vi.setSystemTime(Date.now() + 400)
    await soon(all)
    const [late = 0, next = 0] = seconds(bed).slice(10)
    expect(late).toBeGreaterThan(1.3)
    expect(next - late).toBeGreaterThanOrEqual(1)
  })

  it('is the default', async () => {
    const bed = createBed({ throttle: undefined })
    await soon(call(bed.client, 10))
    expectPaced(seconds(bed))
  })

  it('can be faster or slower', async () => {
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

  it('stays within the limit of the server: no 429 in 30 calls', async () => {
    const server = createPassEmulator()
    const softwareStatement = await server.softwareStatement()
    const bed = createBed({ fetch: server.fetch, softwareStatement, throttle: pace })
    const answers = await soon(call(bed.client, 30))
    expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 200))
    expect(bed.types()).toEqual(['registered', 'token-issued'])
  })

  it('sends registration and token requests before queued calls', async () => {
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
    // A risky request of the other client goes first.
    expectPaced(seconds(bed), { within: 0.1 })
  })

  it('is not shared with another origin', async () => {
    const bed = createBed({ throttle: pace })
    await soon(call(bed.client, 8))
    const other = createBed({ throttle: pace })
    await soon(call(other.client, 8))
    expect(seconds(other)).toEqual(Array.from(other.sent, () => 0))
  })

  it('refills the burst at one request per second', async () => {
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

describe('the value in localStorage', () => {
  it.each([
    ['garbage', () => '{"a":1}'],
    ['empty', () => ''],
    ['incomplete', () => String(Date.now())],
    ['infinity', () => 'Infinity Infinity'],
    ['a time in the far future', () => `${Date.now() + 1e9} ${Date.now() + 1e9}`],
    ['a time in the distant past', () => '-1e12 5'],
  ])('may be %s: requests are still sent', async (_, value) => {
    const bed = createBed({ throttle: pace })
    await soon(bed.client.getToken())
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, value())
    await soon(call(bed.again(), 1))
    expect(seconds(bed)).toEqual([0, 0, 0])
  })

  it('contains no secret', async () => {
    const bed = createBed({ throttle: pace })
    const { value } = await soon(bed.client.getToken())
    const all = JSON.stringify(Object.entries(localStorage))
    expect(all).toContain(bed.origin)
    expect(all).not.toContain(value)
  })

  it('is optional: a client without localStorage still paces itself', async () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    const bed = createBed({ throttle: pace })
    await soon(call(bed.client, 10))
    expectPaced(seconds(bed))
  })
})

describe('a navigation to a page of Adobe Pass', () => {
  /** Acquires slots of one tab, which get the URLs of different calls. */
  function createTab() {
    const { acquire } = createThrottle(`navigation ${Math.random()}`, pace)
    const sender = { first: false, isAlone: false, signal: undefined } as const
    let calls = 0
    return {
      call: (url = `https://api.test/${++calls}`) =>
        acquire({ ...sender, method: 'GET', url, cache: 'default' }),
      navigate: () =>
        acquire({
          ...sender,
          method: 'GET',
          url: 'https://api.test/page',
          cache: 'default',
          mode: 'navigate',
          first: true,
        }),
    }
  }
  type Tab = ReturnType<typeof createTab>
  const answer = async (slot: ReturnType<Tab['call']>) => (await slot).end('answered')

  it('waits for its token, as if preflights counted, because nobody can repeat it', async () => {
    const { call, navigate } = createTab()
    for (let i = 0; i < 5; i++) await answer(call())
    const went = vi.fn<() => void>()
    const going = Promise.resolve(navigate()).then(went)
    await elapse(900)
    expect(went).not.toHaveBeenCalled()
    await elapse(200)
    await going
    expect(went).toHaveBeenCalledOnce()
  })

  it('does not show that preflights are free: it may not have been answered', async () => {
    const { call, navigate } = createTab()
    for (let i = 0; i < 4; i++) await answer(call())
    ;(await navigate()).end('unknown')
    // Their preflight is remembered. The server may have had ten tokens for eight and these two.
    for (let i = 0; i < 2; i++) await answer(call('https://api.test/4'))
    expect([call(), call()].every((slot) => slot instanceof Promise)).toBe(true)
  })
})
