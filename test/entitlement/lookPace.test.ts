import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLookPace } from '../../src/entitlement/signIn/lookPace.ts'
import { stopTime } from './testbed.tsx'

const code = 'KDJ5RTP'

beforeEach(stopTime)
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

it('lets no other tab look while a look that was sent waits for its turn', () => {
  const one = createLookPace('looks')
  const other = createLookPace('looks')
  one.begin(code)
  expect(one.send(code)).toBe(true)
  vi.advanceTimersByTime(30_000)
  expect(other.isDue(code)).toBe(false)
  one.end(code)
  vi.advanceTimersByTime(3_999)
  expect(other.isDue(code)).toBe(false)
  vi.advanceTimersByTime(1)
  expect(other.isDue(code)).toBe(true)
})

it('lets another tab look while one waits for its token', () => {
  const one = createLookPace('looks')
  const other = createLookPace('looks')
  one.begin(code)
  vi.advanceTimersByTime(4_000)
  expect(other.isDue(code)).toBe(true)
})
