import type { Policies } from './policies.ts'
import { type Answer, HOUR, MINUTE, type Run, SECOND } from './simulateFleet.ts'

/** An incident of a fleet. Times in ms from the start of the run. */
export interface Scenario {
  readonly name: string
  readonly fleet: Run['fleet']
  readonly horizon: number
  /** When the incident starts and ends. */
  readonly from: number
  readonly to: number
  /** The changes to a run in which nothing happens. */
  readonly change: Partial<Run>
}

/** The time after an incident in which all missed requests must be served. */
export const CATCH_UP = 5 * MINUTE

// The peak of the visits, at 20:30, is 15.5 hours after the start of their day.
const beginnings = { open: 2 * HOUR, visits: 15.5 * HOUR }
const horizons = { open: 9 * HOUR, visits: 24 * HOUR }
const names = { open: 'always open', visits: 'come and go' }
const fleets = ['open', 'visits'] as const

const steady = fleets.map(
  (fleet): Scenario => ({
    name: `steady day, ${names[fleet]}`,
    fleet,
    horizon: 24 * HOUR,
    from: beginnings[fleet],
    to: beginnings[fleet],
    change: {},
  }),
)

const outage = (answer: Answer, fleet: Run['fleet'], persistence?: number): Scenario => {
  const from = beginnings[fleet]
  const to = from + 10 * MINUTE
  const asked = persistence === undefined ? '' : `, ${persistence * 100} % ask again`
  return {
    name: `ten minutes of ${answer}, ${names[fleet]}${asked}`,
    fleet,
    horizon: horizons[fleet],
    from,
    to,
    change: {
      answer: (at) => (at >= from && at < to ? answer : 'ok'),
      ...(persistence !== undefined && { persistence }),
    },
  }
}

const reload = (stored: boolean, fleet: Run['fleet']): Scenario => {
  const from = beginnings[fleet]
  return {
    name: `all reload in a minute, ${stored ? '' : 'storage cleared, '}${names[fleet]}`,
    fleet,
    horizon: horizons[fleet],
    from,
    to: from + MINUTE,
    change: { reload: { at: from, stored } },
  }
}

const [cutFrom, cutTo] = [2 * HOUR, 3 * HOUR]
const cut: Scenario = {
  name: `an hour of one-minute tokens, ${names.open}`,
  fleet: 'open',
  horizon: horizons.open + HOUR,
  from: cutFrom,
  to: cutTo,
  change: { lifetime: (at) => (at >= cutFrom && at < cutTo ? MINUTE : 6 * HOUR) },
}

/** The scenarios that the client is tuned for: no peak above three times the mean, no sign-outs. */
export const promised: readonly Scenario[] = [
  ...steady,
  ...(['503', '429', 'timeout'] as const).flatMap((answer) =>
    fleets.map((fleet) => outage(answer, fleet)),
  ),
  ...fleets.map((fleet) => reload(true, fleet)),
  cut,
]

/** Scenarios beyond that. */
export const beyond: readonly Scenario[] = [
  outage('503', 'visits', 0.5),
  outage('429', 'visits', 0.5),
  ...fleets.map((fleet) => reload(false, fleet)),
  ...fleets.map((fleet) => outage('invalid_client', fleet)),
]

/** The run in which nothing happens to the fleet of a scenario. */
export const quietRun = (
  { fleet, horizon }: Pick<Scenario, 'fleet' | 'horizon'>,
  policies: Policies,
  browsers: number,
): Run => ({ policies, browsers, seed: 1, horizon, fleet })

/** The index of a time in the lists of figures, which have one number per second. */
export const secondOf = (at: number) => Math.floor(at / SECOND)
