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
  TOKEN,
} from './testbed.ts'

holdTimeInEachTest()

describe('a caller that aborts', () => {
  it.each([
    ['an AbortError', undefined, 'AbortError'],
    ['the reason of its signal', new RangeError('enough'), 'RangeError'],
  ])('gets %s unchanged', async (_, reason, name) => {
    const { client } = createBed()
    await soon(client.getToken())
    emulator.fail('hang', { on: 'api', times: 2 })
    const abort = new AbortController()
    const fetched = rejection(client.fetch(CONFIGURATION, { signal: abort.signal }))
    const requested = rejection(client.request({ path: CONFIGURATION }, { signal: abort.signal }))
    await elapse(100)
    abort.abort(reason)
    for (const error of await soon(Promise.all([fetched, requested]))) {
      expect(error).toBe(abort.signal.reason)
      expect(error.name).toBe(name)
    }
  })

  it('aborts the network request', async () => {
    const { client, sent } = createBed()
    await soon(client.getToken())
    emulator.fail('hang', { on: 'api' })
    const abort = new AbortController()
    const failed = rejection(client.fetch(CONFIGURATION, { signal: abort.signal }))
    await elapse(100)
    expect(sent.at(-1)?.init.signal?.aborted).toBe(false)
    abort.abort()
    await failed
    expect(sent.at(-1)?.init.signal?.aborted).toBe(true)
  })

  it('can use the signal of a Request', async () => {
    const { client, origin } = createBed()
    await soon(client.getToken())
    emulator.fail('hang', { on: 'api' })
    const abort = new AbortController()
    const request = new Request(origin + CONFIGURATION, { signal: abort.signal })
    const failed = rejection(client.fetch(request))
    await elapse(100)
    abort.abort()
    expect((await soon(failed)).name).toBe('AbortError')
  })

  it('does not affect other callers: the token acquisition continues', async () => {
    const { client, paths } = createBed()
    const abort = new AbortController()
    const mine = rejection(client.fetch(CONFIGURATION, { signal: abort.signal }))
    const others = client.getToken()
    abort.abort()
    expect((await mine).name).toBe('AbortError')
    expect((await soon(others)).value).toBeTruthy()
    expect(paths()).toEqual([REGISTER, TOKEN])
  })

  it('does not lose a registration that the server has completed', async () => {
    const abort = new AbortController()
    const { client, paths, again } = createBed({
      fetch: answering(REGISTER, async ({ real }) => {
        const answer = await real()
        abort.abort()
        return answer
      }),
    })
    const mine = rejection(client.fetch(CONFIGURATION, { signal: abort.signal }))
    expect((await soon(mine)).name).toBe('AbortError')
    await elapse(100)
    expect(paths()).toEqual([REGISTER, TOKEN])
    await soon(again().getToken())
    expect(paths()).toEqual([REGISTER, TOKEN])
  })

  it('before the call sends nothing, not even a token request', async () => {
    const { client, sent } = createBed()
    const signal = AbortSignal.abort()
    expect((await rejection(client.fetch(CONFIGURATION, { signal }))).name).toBe('AbortError')
    const request = client.request({ path: CONFIGURATION }, { signal })
    expect((await rejection(request)).name).toBe('AbortError')
    await elapse(20_000)
    expect(sent).toEqual([])
  })

  it('between two attempts stops the retries', async () => {
    const { client, count } = createBed()
    emulator.fail('500', { on: 'api', times: 10 })
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const abort = new AbortController()
    const failed = rejection(client.fetch(CONFIGURATION, { signal: abort.signal }))
    await elapse(100)
    abort.abort()
    expect((await failed).name).toBe('AbortError')
    await elapse(20_000)
    expect(count(CONFIGURATION)).toBe(1)
  })

  it('while it is queued leaves the queue without taking a slot', async () => {
    const bed = createBed({ throttle: { burst: 3, perSecond: 1 } })
    await soon(bed.client.fetch(CONFIGURATION))
    const before = Date.now()
    const abort = new AbortController()
    const queued = Array.from({ length: 3 }, () =>
      rejection(bed.client.fetch(CONFIGURATION, { signal: abort.signal })),
    )
    const patient = bed.client.fetch(CONFIGURATION)
    await elapse(100)
    abort.abort()
    expect(new Set((await Promise.all(queued)).map(({ name }) => name))).toEqual(
      new Set(['AbortError']),
    )
    await soon(patient)
    expect(bed.count(CONFIGURATION)).toBe(2)
    expect(Number(bed.sent.at(-1)?.at) - before).toBeLessThan(1_500)
  })
})
