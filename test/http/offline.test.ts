import { PassNetworkError } from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  CONFIGURATION,
  createBed,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from '../client/testbed.ts'

holdTimeInEachTest()

const sayOffline = () => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)

/** A network that can be down, whatever `navigator.onLine` says. */
function network() {
  const state = { isThere: false }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!state.isThere) throw new TypeError('Failed to fetch')
    return emulator.fetch(input, init)
  }
  return { state, fetch }
}

describe('an offline device', () => {
  it('gets an offline error at once, after one attempt', async () => {
    const { client, paths } = createBed({ fetch: network().fetch })
    sayOffline()
    const before = Date.now()
    const error = await soon(rejection<PassNetworkError>(client.getToken()))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error).toMatchObject({ offline: true, timedOut: false, retryable: true })
    expect(error.message).toContain('offline')
    expect([paths(), Date.now()]).toEqual([[REGISTER], before])
  })

  it('gets the error with a token too, and goes on at once when it is online again', async () => {
    const { state, fetch } = network()
    state.isThere = true
    const { client, count } = createBed({ fetch, throttle: undefined })
    await soon(client.getToken())
    state.isThere = false
    const spy = sayOffline()
    const before = Date.now()
    const error = await soon(rejection(client.fetch(CONFIGURATION)))
    expect(error).toMatchObject({ name: 'PassNetworkError', offline: true })
    expect([count(CONFIGURATION), Date.now()]).toEqual([1, before])

    state.isThere = true
    spy.mockRestore()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    // Being offline is not throttling, so nothing was delayed.
    expect([count(CONFIGURATION), count(TOKEN), Date.now()]).toEqual([2, 1, before])
  })

  it('takes no slot: the full burst is available when it is online again', async () => {
    const { state, fetch } = network()
    state.isThere = true
    const bed = createBed({ fetch, throttle: undefined })
    await soon(bed.client.getToken())
    await vi.advanceTimersByTimeAsync(60_000)
    state.isThere = false
    const spy = sayOffline()
    const before = Date.now()
    const call = () => bed.client.fetch(CONFIGURATION)
    const failures = await soon(
      Promise.all(Array.from({ length: 50 }, async () => rejection(call()))),
    )
    expect(failures.every((error) => error instanceof PassNetworkError)).toBe(true)
    expect(Date.now()).toBe(before)

    state.isThere = true
    spy.mockRestore()
    await soon(Promise.all(Array.from({ length: 10 }, call)))
    expect(Date.now()).toBe(before)
  })

  it('that goes offline during a call does not retry it and rejects at once', async () => {
    const { state, fetch } = network()
    state.isThere = true
    const { client, count } = createBed({
      fetch: async (input, init) => {
        if (!state.isThere) sayOffline()
        return fetch(input, init)
      },
    })
    await soon(client.getToken())
    state.isThere = false
    const before = Date.now()
    expect(await soon(rejection(client.fetch(CONFIGURATION)))).toMatchObject({ offline: true })
    expect([count(CONFIGURATION), Date.now()]).toEqual([1, before])
  })
})

describe('a browser that always reports that it is offline', () => {
  it('still sends requests', async () => {
    sayOffline()
    const { client, paths } = createBed()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(paths()).toEqual([REGISTER, TOKEN, CONFIGURATION])
  })

  it.each([
    ['register', '500', REGISTER],
    ['token', '429', TOKEN],
    ['api', '429', CONFIGURATION],
    ['api', '500', CONFIGURATION],
  ] as const)('retries error responses as usual: %s, %s', async (on, what, path) => {
    sayOffline()
    const { client, count } = createBed()
    emulator.fail(what, { on, times: 3 })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(path)).toBe(4)
  })

  it('is not believed after the first response: later network errors are retried', async () => {
    sayOffline()
    const { client, count } = createBed()
    await soon(client.getToken())
    emulator.fail('network', { on: 'api', times: 3 })
    const before = Date.now()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(CONFIGURATION)).toBe(4)
    // The network error may have been a 429 that CORS hides.
    expect(Date.now() - before).toBeGreaterThanOrEqual(3_000)
  })
})
