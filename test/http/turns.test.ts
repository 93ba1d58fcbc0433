import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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

function raise(): never {
  throw new TypeError('No')
}
