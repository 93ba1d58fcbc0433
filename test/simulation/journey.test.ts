import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explore } from './explore.ts'
import { journeys } from './journeySchedule.ts'
import { simulateJourney } from './simulateJourney.ts'

const {
  SIMULATION_RUNS: runs = '60',
  SIMULATION_SECONDS: seconds = '60',
  SIMULATION_SEED: seed = '1',
} = process.env
/** For the soak, which shows where it is. */
const onSeed = process.env['SIMULATION_RUNS']
  ? (seed: number) => console.log(`seed ${seed}`)
  : undefined

it('keeps what it has said of the viewer, whatever tabs, network, store and clock do', async () => {
  const found = await explore(
    { schedules: journeys, simulate: simulateJourney },
    { runs: +runs, seconds: +seconds, seed: +seed, onSeed },
  )
  const { failure, ...figures } = found
  console.log(`simulated: ${JSON.stringify(figures)}`)
  expect(failure).toBeUndefined()
  expect(found.runs).toBeGreaterThan(0)
}, 0)

it('runs the journey identically for the same seed', async () => {
  for (const journey of fc.sample(journeys, { seed: 7, numRuns: 10 })) {
    const first: string[] = []
    const second: string[] = []
    await simulateJourney(journey, { trace: first })
    await simulateJourney(journey, { trace: second })
    expect(first.length).toBeGreaterThan(20)
    expect(second).toEqual(first)
  }
})
