import { PassNetworkError } from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  rejection,
  soon,
  standStill,
  TOKEN,
} from '../client/testbed.ts'

holdTimeInEachTest()

describe('the timeout', () => {
  it.each([
    ['15 s by default', undefined, 15_000],
    ['the value of the option', 2_000, 2_000],
  ])('is %s', async (_, timeout, ms) => {
    const { client } = createBed({ timeout })
    await soon(client.getToken())
    emulator.fail('hang', { on: 'api' })
    const before = Date.now()
    const error = await soon(
      rejection(client.fetch(CONFIGURATION, { method: 'POST' })).then((caught) => {
        expect(Date.now() - before).toBe(ms)
        return caught
      }),
    )
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error).toMatchObject({ timedOut: true, retryable: true })
  })

  it('ends a request if fetch ignores its signal', async () => {
    const { client, count } = createBed({
      timeout: 1_000,
      fetch: answering(CONFIGURATION, () => new Promise(() => {})),
    })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({ name: 'PassNetworkError', timedOut: true })
    expect(count(CONFIGURATION)).toBe(4)
  })

  it.each(['throws', 'does nothing'])('ends a request if abort() %s', async (what) => {
    vi.spyOn(AbortController.prototype, 'abort').mockImplementation(() => {
      if (what === 'throws') throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    const { client } = createBed({
      timeout: 1_000,
      fetch: answering(CONFIGURATION, () => new Promise(() => {})),
    })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({ name: 'PassNetworkError', timedOut: true })
  })

  it('ends a response with a body that never ends', async () => {
    const { client } = createBed({
      timeout: 1_000,
      fetch: answering(CONFIGURATION, () => new Response(new ReadableStream())),
    })
    const error = await soon(rejection(client.request({ path: CONFIGURATION })))
    expect(error).toMatchObject({ name: 'PassNetworkError', timedOut: true })
  })

  it('starts when the request is sent, not while it is queued', async () => {
    const bed = createBed({ timeout: 1_000, throttle: { burst: 1, perSecond: 0.2 } })
    expect((await soon(bed.client.fetch(CONFIGURATION))).status).toBe(200)
  })

  it('does not end a request whose response waits because the page stood still', async () => {
    vi.useRealTimers()
    const { client, count } = createBed({
      timeout: 200,
      retries: 0,
      throttle: false,
      fetch: answering(CONFIGURATION, ({ real }) => {
        // Behind the timeout, as in a page that was in the back/forward cache.
        setTimeout(standStill, 10, 600)
        return new Promise((resolve) => setTimeout(resolve, 300, real()))
      }),
    })
    const response = await client.fetch(CONFIGURATION)
    expect([response.status, count(CONFIGURATION)]).toEqual([200, 1])
  })

  it('of a token acquisition causes the same error, and the next call tries again', async () => {
    const { client, count } = createBed({ timeout: 1_000 })
    emulator.fail('hang', { on: 'token', times: 4 })
    const error = await soon(rejection(client.getToken()))
    expect(error).toMatchObject({ name: 'PassNetworkError', timedOut: true })
    expect((await soon(client.getToken())).value).toBeTruthy()
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 5])
  })
})
