import { describe, expect, it } from 'vitest'
import { measure } from '../../bench/fleet/measure.ts'
import { type Policies, tuned, untuned } from '../../bench/fleet/policies.ts'
import { promised, quietRun, type Scenario } from '../../bench/fleet/scenarios.ts'
import { type Figures, HOUR, simulateFleet } from '../../bench/fleet/simulateFleet.ts'

// A tenth of the fleet of `npm run bench:fleet`. With so few browsers, a single second is mostly
// chance: the tests use the largest ten seconds.
const BROWSERS = 100_000

const quiet = new Map<string, Figures>()

function play(scenario: Scenario, policies: Policies = tuned) {
  // After two hours only the echo is left, which the benchmark shows.
  const short = { ...scenario, horizon: Math.min(scenario.horizon, scenario.to + 2 * HOUR) }
  const run = quietRun(short, policies, BROWSERS)
  const key = `${short.fleet} ${short.horizon}`
  const base = quiet.get(key) ?? simulateFleet(run)
  quiet.set(key, base)
  return measure(short, base, simulateFleet({ ...run, ...short.change }))
}

const find = (name: string) => {
  const scenario = promised.find((one) => one.name === name)
  if (!scenario) throw new Error(`No scenario "${name}"`)
  return scenario
}

describe('a fleet never peaks above three times the load to serve, and signs out no viewer', () => {
  it.each(promised)('$name', (scenario) => {
    const { ratio10, replaced, registrations, most } = play(scenario)
    expect(ratio10).toBeLessThan(3)
    expect([replaced, registrations]).toEqual([0, 0])
    expect(most).toBeLessThan(320)
  })
})

describe('the simulated fleet detects a bad policy:', () => {
  const outage = find('ten minutes of 503, always open')
  it.each<[string, Policies]>([
    ['the client before it was tuned', untuned],
    ['retries for which no caller waits', { ...tuned, insistsUnasked: true }],
    [
      'a pause that does not grow',
      { ...tuned, pauseAfter: (_quiet, random) => 30_000 + random() * 15_000 },
    ],
    [
      'a pause that ends with the minute',
      { ...tuned, pauseAfter: (_quiet, _random, failedAt) => 120_000 - (failedAt % 60_000) },
    ],
  ])('%s', (_, policies) => {
    expect(play(outage, policies).ratio10).toBeGreaterThan(3)
  })

  it('an outage delays tokens and multiplies the token requests', () => {
    const { most, amplification } = play(outage)
    expect(most).toBeGreaterThan(200)
    expect(amplification).toBeGreaterThan(2)
  })
})

it('the same run gives the same figures', () => {
  const { change, ...outage } = find('ten minutes of 503, always open')
  const run = { ...quietRun(outage, tuned, 2_000), ...change }
  expect(simulateFleet(run)).toEqual(simulateFleet(run))
})
