import { describe, expect, it } from 'vitest'
import { createPaceRules, FRESH_PACE, type Pace } from '../../src/http/pace.ts'

const rules = createPaceRules(1_000, 10)
const now = 1_800_000_000_000
const MINUTES = 60_000

/** What a tab knows when it reads the pace. */
const read = (pace: Pace, at = now) => rules.merge(pace, pace, at)

/** The pace after so many requests at once, each with a preflight. */
const after = (requests: number, pace = FRESH_PACE) =>
  Array.from({ length: requests }).reduce<Pace>(
    (next) => rules.spend(read(next), 2, now, false),
    pace,
  )

const counted = rules.refuse(after(6), now)

describe('while it is not known whether preflights count', () => {
  it('sends what the bucket has for both, and then one request alone', () => {
    const pace = after(5)
    expect(rules.wait(read(pace), 2, now)).toBeLessThanOrEqual(0)
    expect(rules.waitForRisk(read(pace), 2, now)).toBeLessThanOrEqual(0)
    const risked = after(1, pace)
    expect(rules.wait(read(risked), 2, now)).toBeLessThanOrEqual(0)
    expect(rules.waitForRisk(read(risked), 2, now)).toBe(1_000)
    expect(rules.waitForRisk(read(risked), 2, now + 1_000)).toBe(0)
  })

  it('sends the whole burst once it is known that they do not', () => {
    const free = rules.allow(after(6), now)
    expect(free.caution).toBe(0)
    expect(rules.waitForRisk(read(free), 2, now)).toBe(0)
    expect(rules.wait(read(after(3, free)), 2, now)).toBeLessThanOrEqual(0)
    expect(rules.wait(read(after(4, free)), 2, now)).toBeGreaterThan(0)
  })

  it('counts them after a 429', () => {
    expect(counted.caution).toBe(2)
    const paused = rules.pause(counted, now + 1_000)
    expect(rules.wait(read(paused), 1, now)).toBe(1_000)
    expect(rules.wait(read(paused), 2, now)).toBe(2_000)
  })

  it('learns that they do not only from more answers than there can be tokens', () => {
    expect(rules.allow(after(6), now + 1_000).caution).toBe(0)
    expect(rules.allow(after(6), now + 3_000).caution).toBe(1)
    expect(rules.allow(rules.pause(after(6), now + 1_000), now).caution).toBe(1)
  })

  it('learns from a failure that may be a 429 only after a risky request', () => {
    expect(rules.suspect(after(5), now).caution).toBe(1)
    expect(rules.suspect(after(6), now).caution).toBe(2)
    expect(rules.suspect(after(6), now + 5_000).caution).toBe(1)
  })
})

it('forgets that they do not after a failure that may be a 429, and looks again', () => {
  const free = rules.allow(after(6), now)
  expect(rules.suspect(free, now).caution).toBe(1)
  expect(rules.refuse(free, now).caution).toBe(2)
})

describe('while preflights are counted', () => {
  it('gives up the burst after a second 429', () => {
    const once = rules.suspect(counted, now)
    expect(once.caution).toBe(2)
    const twice = rules.suspect(once, now)
    expect(twice.caution).toBe(3)
    const idle = read(twice, now + 2 * MINUTES)
    expect(rules.wait(idle, 2, now + 2 * MINUTES)).toBeLessThanOrEqual(0)
    const next = rules.spend(idle, 2, now + 2 * MINUTES, false)
    expect(rules.wait(next, 2, now + 2 * MINUTES)).toBe(1_000)
  })

  it('is one step less careful every five minutes', () => {
    const careful: Pace = { ...counted, caution: 3 }
    expect(read(careful, now + 4 * MINUTES).caution).toBe(3)
    const later = read(careful, now + 6 * MINUTES)
    expect(later.caution).toBe(2)
    expect(read(later, now + 9 * MINUTES).caution).toBe(2)
    expect(read(later, now + 11 * MINUTES).caution).toBe(1)
    expect(read(careful, now + 60 * MINUTES).caution).toBe(1)
  })

  it('forgets after five minutes too if the clock was set back', () => {
    const back = read(counted, now - 60 * MINUTES)
    expect(back.caution).toBe(2)
    expect(read(back, now - 54 * MINUTES).caution).toBe(1)
  })

  it('lets a request go that takes more than the bucket holds', () => {
    const small = createPaceRules(1_000, 1)
    expect(small.wait(small.merge(counted, counted, now + MINUTES), 2, now + MINUTES)).toBe(0)
  })
})

it('takes over what another tab has learned later, and not what it learned earlier', () => {
  const earlier: Pace = { ...FRESH_PACE, caution: 0, cautionSince: now - 1_000 }
  expect(rules.merge(earlier, counted, now).caution).toBe(2)
  expect(rules.merge(counted, earlier, now).caution).toBe(2)
})

it('keeps what it has learned if an older version writes two times, or the clock is set', () => {
  const older: Pace = { ...FRESH_PACE, tat: now + 3_000, tatWithPreflights: now + 3_000 }
  expect(rules.merge(counted, older, now)).toMatchObject({ caution: 2 })
  const future: Pace = { ...counted, caution: 3, cautionSince: now + 60 * MINUTES, tat: now + 1e9 }
  const merged = rules.merge(FRESH_PACE, future, now)
  expect(merged).toMatchObject({ caution: 1, tat: now })
  expect(rules.wait(merged, 2, now)).toBeLessThanOrEqual(0)
})
