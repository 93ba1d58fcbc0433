import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { journeyMutants } from './journeyMutants.ts'
import { journeys } from './journeySchedule.ts'
import { simulateJourney } from './simulateJourney.ts'

describe('the simulator of the journey finds', () => {
  it.each(journeyMutants)('$name', async ({ mutation, profile, journey: given, caught }) => {
    const { failed } = await fc.check(
      fc.asyncProperty(journeys, async (journey) => {
        const mutant = {
          ...journey,
          ...given,
          profile: { ...journey.profile, ...profile },
        }
        const { violations } = await simulateJourney(mutant, { mutation })
        return !violations.some((violation) => caught.test(violation))
      }),
      { numRuns: 500, seed: 2, endOnFailure: true },
    )
    expect(failed).toBe(true)
  })
})
