import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { timeLimit } from '../../src/platform/timeLimit.ts'

let late = 0
beforeEach(() => {
  late = 0
  vi.useFakeTimers()
  const { now } = performance
  vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + late)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('calls the listener after the time', () => {
  const listener = vi.fn<() => void>()
  timeLimit(5_000, listener)
  vi.advanceTimersByTime(4_999)
  expect(listener).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(listener).toHaveBeenCalledOnce()
})

it('waits for one more second if the page stood still', () => {
  const listener = vi.fn<() => void>()
  timeLimit(5_000, listener)
  late = 60_000
  vi.advanceTimersByTime(5_999)
  expect(listener).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(listener).toHaveBeenCalledOnce()
})

it.each([0, 60_000])('does nothing once it is cancelled, %i ms late', (ms) => {
  const listener = vi.fn<() => void>()
  const cancel = timeLimit(5_000, listener)
  late = ms
  vi.advanceTimersByTime(ms ? 5_500 : 4_500)
  cancel()
  vi.advanceTimersByTime(10_000)
  expect(listener).not.toHaveBeenCalled()
})
