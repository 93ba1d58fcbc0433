import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPreflights } from '../../src/http/preflights.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const there = { method: 'GET', url: 'https://api.test/a', cache: 'default' } as const

it('counts a preflight for another origin, and for a page without an origin', () => {
  const preflights = createPreflights()
  expect(preflights.of(there).cost).toBe(2)
  expect(preflights.of({ ...there, url: `${location.origin}/a` }).cost).toBe(1)
  vi.stubGlobal('location', { origin: 'null' })
  vi.stubGlobal('origin', 'null')
  expect(preflights.of(there).cost).toBe(2)
})

it('remembers it for five seconds from the request on, and no longer if it is used', async () => {
  const preflights = createPreflights()
  const first = preflights.of(there)
  await vi.advanceTimersByTimeAsync(2_000)
  first.passed()
  expect(preflights.of(there).cost).toBe(1)
  expect(preflights.of({ ...there, method: 'POST' }).cost).toBe(2)
  expect(preflights.of({ ...there, cache: 'no-store' }).cost).toBe(2)
  await vi.advanceTimersByTimeAsync(2_900)
  const second = preflights.of(there)
  expect(second.cost).toBe(1)
  second.passed()
  await vi.advanceTimersByTimeAsync(200)
  expect(preflights.of(there).cost).toBe(2)
})
