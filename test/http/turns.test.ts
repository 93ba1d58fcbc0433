import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createThrottle } from '../../src/http/throttle.ts'
import { createTurns } from '../../src/http/turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const stubRequest = (request: unknown) => vi.stubGlobal('navigator', { locks: { request } })

/** Web Locks of one name: grants one request after the other. */
function stubQueue() {
  let last: Promise<unknown> = Promise.resolve()
  stubRequest((_name: string, _options: unknown, granted: () => Promise<unknown>) => {
    last = last.then(granted)
    return last
  })
}

it('is always this tab’s turn without Web Locks', () => {
  vi.stubGlobal('navigator', {})
  expect(createTurns('a').isOurs()).toBe(true)
})

it('keeps a turn until the other tabs see what was sent', async () => {
  stubQueue()
  const [one, other] = [createTurns('a'), createTurns('a')]
  const start = vi.fn<() => void>()
  one.wait(() => one.extend())
  other.wait(start)
  await vi.advanceTimersByTimeAsync(40)
  expect([one.isOurs(), start.mock.calls.length]).toEqual([true, 0])
  await vi.advanceTimersByTimeAsync(20)
  expect([one.isOurs(), start.mock.calls.length]).toEqual([false, 1])
})

it('ends a turn at once in which nothing was sent', async () => {
  stubQueue()
  const [one, other] = [createTurns('a'), createTurns('a')]
  const start = vi.fn<() => void>()
  one.wait(() => {})
  other.wait(start)
  await vi.advanceTimersByTimeAsync(0)
  expect(start).toHaveBeenCalledOnce()
})

it.each([
  ['never answer', 1_000, () => new Promise(() => {})],
  ['are forbidden', 0, () => Promise.reject(new DOMException('No', 'SecurityError'))],
  ['throw', 0, () => raise()],
  ['end without a grant', 0, () => Promise.resolve()],
])('goes on without locks that %s, after %i ms', async (_, ms, request) => {
  stubRequest(request)
  const turns = createTurns('a')
  const start = vi.fn<() => void>()
  turns.wait(start)
  await vi.advanceTimersByTimeAsync(Math.max(0, ms - 1))
  expect(start).toHaveBeenCalledTimes(ms ? 0 : 1)
  await vi.advanceTimersByTimeAsync(1)
  expect(start).toHaveBeenCalledOnce()
  expect(turns.isOurs()).toBe(true)
})

it('a pause does not wait for the turn: a token request of another tab takes none', () => {
  stubRequest(() => new Promise(() => {}))
  const [one, other] = [createTab(), createTab()]
  const slot = one.acquire({
    method: 'POST',
    url: 'https://api.example/o/client/token',
    cache: 'no-store',
    first: true,
    isAlone: true,
    signal: undefined,
  })
  if (slot instanceof Promise) throw new Error('The bucket is full')
  slot.end('refused', 2_000)
  expect(other.wait()).toBe(2_000)
})

const createTab = () => createThrottle('pause', { burst: 10, perSecond: 1 })

function raise(): never {
  throw new TypeError('No')
}
