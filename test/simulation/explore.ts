import fc from 'fast-check'
import type { Report } from './simulate.ts'

/** Runs per seed, so that a failure can be reproduced in seconds. */
const BATCH = 250

/** The runs and their results. */
export interface Exploration {
  readonly runs: number
  readonly events: number
  readonly seeds: readonly [first: number, last: number]
  readonly seconds: number
  /** The longest time that a caller has waited, in ms. */
  readonly longest: number
  /** How often things have happened in the runs, by name, to show that they were not idle. */
  readonly counts: Readonly<Record<string, number>>
  /** The smallest failing run, its seed and its trace. */
  readonly failure?: string
}

/** The simulation to explore, and its schedules. */
export interface Explored<Schedule> {
  readonly schedules: fc.Arbitrary<Schedule>
  readonly simulate: (
    schedule: Schedule,
    options?: { readonly trace?: string[] },
  ) => Promise<Report>
}

/** Runs schedules until the limit of runs or time is reached, or until one breaks a promise. */
export async function explore<Schedule>(
  { schedules, simulate }: Explored<Schedule>,
  options: {
    readonly runs: number
    readonly seconds: number
    readonly seed: number
    /** Called when the schedules of a seed begin. */
    readonly onSeed?: ((seed: number) => void) | undefined
  },
): Promise<Exploration> {
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1_000
  const counts: Record<string, number> = {}
  let runs = 0
  let events = 0
  let longest = 0
  let seed = options.seed
  let failure: string | undefined

  const property = fc.asyncProperty(schedules, async (schedule) => {
    const report = await simulate(schedule)
    runs++
    events += report.events
    longest = Math.max(longest, report.longest)
    for (const [name, count] of Object.entries(report.counts)) {
      counts[name] = (counts[name] ?? 0) + count
    }
    if (report.violations.length > 0) throw new Error(report.violations.join('\n'))
  })
  for (; runs < options.runs && seconds() < options.seconds && !failure; seed++) {
    options.onSeed?.(seed)
    const numRuns = Math.min(BATCH, options.runs - runs)
    const details = await fc.check(property, { seed, numRuns })
    if (!details.failed) continue
    const [schedule] = details.counterexample ?? []
    const trace: string[] = []
    if (schedule !== undefined) trace.push(...(await simulate(schedule, { trace })).violations)
    failure = `${fc.defaultReportMessage(details)}\n\n${trace.join('\n')}`
  }
  return {
    runs,
    events,
    seeds: [options.seed, seed - 1],
    seconds: seconds(),
    longest,
    counts,
    ...(failure !== undefined && { failure }),
  }
}
