import { CATCH_UP, type Scenario, secondOf } from './scenarios.ts'
import { type Figures, HOUR, MINUTE } from './simulateFleet.ts'

/** The result of a scenario. Rates are requests per second at the token endpoint. */
export interface Result {
  /** The rate at that time if nothing happens. */
  readonly usual: number
  /** The load to serve: the usual rate, plus the missed requests spread over five minutes. */
  readonly mean: number
  /** The busiest second, the busiest ten seconds, and the time of the former, in s from `from`. */
  readonly peak: number
  readonly peak10: number
  readonly peakAt: number
  /** `peak / mean`, and `peak10 / mean`. */
  readonly ratio: number
  readonly ratio10: number
  /** The busiest second in the hour after the end. */
  readonly after: number
  /** s after the end until 99.9 % of the browsers without a token have one, and until all do. */
  readonly most: number
  readonly all: number
  /** Token requests per token request that the fleet makes in that time if nothing happens. */
  readonly amplification: number
  readonly registrations: number
  readonly replaced: number
  /** The busiest second six hours later, when tokens that were issued together expire together. */
  readonly echo: number
}

/** Compares the figures of a scenario with those of the same fleet when nothing happens. */
export function measure(scenario: Scenario, quiet: Figures, figures: Figures): Result {
  const from = secondOf(scenario.from)
  const to = secondOf(scenario.to)
  const served = to + secondOf(CATCH_UP)
  const steady = from === to
  // If nothing happens, compare the busiest hour with itself.
  const [first, last] = steady ? busiestHour(quiet.tokenRequests) : [from, served]
  const usual = sum(quiet.tokenRequests, first, last) / (last - first)
  const mean = usual + (steady ? 0 : extra(scenario, quiet, figures))
  const [begin, end] = steady ? [0, figures.tokenRequests.length] : [from, to + 3_600]
  const [peak, peakAt] = largest(figures.tokenRequests, begin, end)
  const peak10 = largestMean(figures.tokenRequests, begin, end, 10)
  const recovery = (part: number) => {
    const limit = (figures.troubled[to - 1] ?? 0) * part
    return figures.troubled.subarray(to).findIndex((count) => count <= limit)
  }
  const later = secondOf(6 * HOUR - 2 * MINUTE)
  return {
    usual,
    mean,
    peak,
    peak10,
    peakAt: peakAt - from,
    ratio: peak / mean,
    ratio10: peak10 / mean,
    after: largest(figures.tokenRequests, to, end)[0],
    most: steady ? 0 : recovery(0.001),
    all: steady ? 0 : recovery(0),
    amplification: steady
      ? 1
      : sum(figures.tokenRequests, from, to) / sum(quiet.tokenRequests, from, to),
    registrations: sum(figures.registrations, 0, figures.registrations.length),
    replaced: figures.replaced,
    echo: steady ? 0 : largest(figures.tokenRequests, from + later, served + later + 600)[0],
  }
}

/** The requests per second to serve in addition to the usual rate. */
function extra({ from, to, change }: Scenario, quiet: Figures, figures: Figures): number {
  const [begin, end] = [secondOf(from), secondOf(to)]
  const open = figures.open[begin] ?? 0
  // Browsers with one-minute tokens need a new one each minute.
  if (change.lifetime) return (open * (to - from)) / (6 * HOUR - MINUTE) / secondOf(MINUTE)
  const missing =
    change.reload?.stored === false
      ? open
      : sum(quiet.issued, begin, end) - sum(figures.issued, begin, end)
  return Math.max(0, missing) / secondOf(CATCH_UP)
}

function busiestHour(list: Uint32Array): [number, number] {
  let best: [number, number] = [0, 3_600]
  for (let first = 0, most = 0; first + 3_600 <= list.length; first += 600) {
    const count = sum(list, first, first + 3_600)
    if (count > most) [best, most] = [[first, first + 3_600], count]
  }
  return best
}

/** The sum from one second to another, excluding the last. */
function sum(list: Uint32Array, from: number, to: number): number {
  let total = 0
  for (let second = from; second < Math.min(to, list.length); second++) total += list[second] ?? 0
  return total
}

function largest(list: Uint32Array, from: number, to: number): [number, number] {
  let [most, at] = [0, from]
  for (let second = from; second < Math.min(to, list.length); second++) {
    const count = list[second] ?? 0
    if (count > most) [most, at] = [count, second]
  }
  return [most, at]
}

function largestMean(list: Uint32Array, from: number, to: number, width: number): number {
  let most = 0
  for (let second = from; second + width <= Math.min(to, list.length); second++) {
    most = Math.max(most, sum(list, second, second + width))
  }
  return most / width
}
