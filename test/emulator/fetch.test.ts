import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callApi, mint, origin } from './testbed.ts'

const url = `${origin}/api/v2/REF30/profiles`
const emulator = createPassEmulator()
beforeEach(emulator.reset)

describe('fetch', () => {
  it('can replace the global fetch, also when it is detached', async () => {
    const fetch: typeof globalThis.fetch = emulator.fetch

    expect((await fetch(url)).status).toBe(401)
    expect((await fetch(new URL(url))).status).toBe(401)
    expect((await fetch(new Request(url))).status).toBe(401)
    expect((await fetch(new Request(url), { method: 'POST' })).status).toBe(401)
  })

  it('answers on any origin, also for a relative URL', async () => {
    expect((await emulator.fetch('/api/v2/REF30/profiles')).status).toBe(401)
    expect(emulator.log.at(-1)?.url).toBe(`${location.origin}/api/v2/REF30/profiles`)
  })

  it('answers 404 with HTML on paths outside registration and the API', async () => {
    for (const path of ['/index.html', '/o/client/other', '/api/v1/config']) {
      const response = await emulator.fetch(origin + path)
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html'])
    }
  })

  it('rejects an invalid URL', async () => {
    await expect(emulator.fetch('http://')).rejects.toThrow(TypeError)
  })

  it.each([
    ['in the options', (signal: AbortSignal) => emulator.fetch(url, { signal })],
    ['on the request', (signal: AbortSignal) => emulator.fetch(new Request(url, { signal }))],
  ])('rejects without a call if the signal %s is already aborted', async (_, call) => {
    await expect(call(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    await expect(call(AbortSignal.abort('enough'))).rejects.toBe('enough')
    expect(emulator.log).toEqual([])
  })

  it.each([
    ['in the options', (signal: AbortSignal) => emulator.fetch(url, { signal })],
    ['on the request', (signal: AbortSignal) => emulator.fetch(new Request(url, { signal }))],
  ])('rejects when the signal %s aborts', async (_, call) => {
    emulator.fail('hang')
    const controller = new AbortController()
    const answer = call(controller.signal)
    controller.abort('enough')

    await expect(answer).rejects.toBe('enough')
  })
})

describe('latency', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('delays every response and failure, while the server acts at once', async () => {
    const slow = createPassEmulator({ latency: 300 })
    slow.fail('network', { on: 'token' })
    const settled: string[] = []
    void slow.fetch(url).then(() => settled.push('api'))
    void slow.fetch(`${origin}/o/client/token`).catch(() => settled.push('token'))

    await vi.advanceTimersByTimeAsync(299)
    expect(settled).toEqual([])
    expect(slow.log.map(({ status }) => status)).toEqual([401, 0])
    await vi.advanceTimersByTimeAsync(1)
    expect(settled.sort()).toEqual(['api', 'token'])
  })

  it('does not delay the handles', async () => {
    const slow = createPassEmulator({ latency: 300 })

    expect((await slow.fetch(`${origin}/__emulator/log`)).status).toBe(200)
  })
})

describe('the clock', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is the global clock plus the offset of advance(), until reset()', async () => {
    vi.setSystemTime(1_000_000)
    await emulator.fetch(url)
    emulator.advance(500)
    emulator.advance(500)
    await emulator.fetch(url)
    vi.setSystemTime(2_000_000)
    await emulator.fetch(url)
    expect(emulator.log.map(({ at }) => at)).toEqual([1_000_000, 1_001_000, 2_001_000])

    emulator.reset()
    await emulator.fetch(url)
    expect(emulator.log.map(({ at }) => at)).toEqual([2_000_000])
  })

  it('lets fake timers expire a token', async () => {
    emulator.setTokenLifetime(60)
    const token = await mint(emulator)
    vi.advanceTimersByTime(59_999)
    expect((await callApi(emulator.fetch, token)).status).toBe(200)
    vi.advanceTimersByTime(1)
    expect((await callApi(emulator.fetch, token)).status).toBe(401)
  })

  it('accepts only finite numbers', () => {
    expect(() => emulator.advance(Number.NaN)).toThrow(TypeError)
    expect(() => emulator.setTokenLifetime(Infinity)).toThrow(TypeError)
  })
})
