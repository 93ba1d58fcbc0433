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

/** A network that may be missing, whatever the browser says of it. */
function network() {
  const state = { isThere: false }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!state.isThere) throw new TypeError('Failed to fetch')
    return emulator.fetch(input, init)
  }
  return { state, fetch }
}

describe('a device that is offline', () => {
  it('is told so at once, after one try', async () => {
    const { client, paths } = createBed({ fetch: network().fetch })
    sayOffline()
    const before = Date.now()
    const error = await soon(rejection<PassNetworkError>(client.getToken()))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error).toMatchObject({ offline: true, timedOut: false, retryable: true })
    expect(error.message).toContain('offline')
    expect([paths(), Date.now()]).toEqual([[REGISTER], before])
  })

  it('is told so with a token in hand, too, and goes on at once when it is back', async () => {
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
    // A lost network is no throttle: nothing was held back for it.
    expect([count(CONFIGURATION), count(TOKEN), Date.now()]).toEqual([2, 1, before])
  })

  it('spends no turn: the whole burst is there when it is back', async () => {
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

  it('goes offline in the middle of a call: that is not repeated, and holds nothing back', async () => {
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

describe('a browser that always says that it is offline', () => {
  it('is no reason not to ask', async () => {
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
  ] as const)('has its answers repeated as ever: %s, %s', async (on, what, path) => {
    sayOffline()
    const { client, count } = createBed()
    emulator.fail(what, { on, times: 3 })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(path)).toBe(4)
  })

  it('is not believed once an answer has come: what is lost then is repeated', async () => {
    sayOffline()
    const { client, count } = createBed()
    await soon(client.getToken())
    emulator.fail('network', { on: 'api', times: 3 })
    const before = Date.now()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(CONFIGURATION)).toBe(4)
    // It may have been a 429 that CORS hides.
    expect(Date.now() - before).toBeGreaterThanOrEqual(3_000)
  })
})
