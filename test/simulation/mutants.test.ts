import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants.ts'
import { schedules } from './schedule.ts'
import { simulate } from './simulate.ts'

describe('the simulator finds', () => {
  it.each(mutants)('$name', async ({ mutation, profile, caught }) => {
    const { failed } = await fc.check(
      fc.asyncProperty(schedules, async (schedule) => {
        const mutant = { ...schedule, profile: { ...schedule.profile, ...profile } }
        const { violations } = await simulate(mutant, { mutation })
        return !violations.some((violation) => caught.test(violation))
      }),
      { numRuns: 4_000, seed: 1, endOnFailure: true },
    )
    expect(failed).toBe(true)
  })
})
