import fc from 'fast-check'
import { expect, it } from 'vitest'
import { explore } from './explore.ts'
import { schedules } from './schedule.ts'
import { simulate } from './simulate.ts'

const {
  SIMULATION_RUNS: runs = '2000',
  SIMULATION_SECONDS: seconds = '60',
  SIMULATION_SEED: seed = '1',
} = process.env
/** For the soak, which shows where it is. */
const onSeed = process.env['SIMULATION_RUNS']
  ? (seed: number) => console.log(`seed ${seed}`)
  : undefined

it('loses no credentials, whatever network, browser and clock do', async () => {
  const found = await explore(
    { schedules, simulate },
    { runs: +runs, seconds: +seconds, seed: +seed, onSeed },
  )
  const { failure, ...figures } = found
  console.log(`simulated: ${JSON.stringify(figures)}`)
  expect(failure).toBeUndefined()
  expect(found.runs).toBeGreaterThan(0)
}, 0)

it('runs identically for the same seed', async () => {
  for (const schedule of fc.sample(schedules, { seed: 7, numRuns: 25 })) {
    const first: string[] = []
    const second: string[] = []
    await simulate(schedule, { trace: first })
    await simulate(schedule, { trace: second })
    expect(first.length).toBeGreaterThan(20)
    expect(second).toEqual(first)
  }
})
