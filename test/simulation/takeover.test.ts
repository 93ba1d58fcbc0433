import { describe, expect, it } from 'vitest'
import type { Schedule } from './schedule.ts'
import { simulate } from './simulate.ts'

/** How long an acquisition takes here, plus some ms for polling a lease. */
const FLIGHT = 300

/** A tab starts, crashes or freezes after so many events, and then another tab wants a token. */
const scenario = (locks: 'web' | 'lease', fate: 'crash' | 'freeze', events: number): Schedule => ({
  profile: { seed: events, locks, update: true, paced: true, localStorage: 'works' },
  commands: [
    { after: { ms: 0 }, command: { do: 'call', tab: 0, what: 'token' } },
    { after: { events }, command: { do: fate, tab: 0 } },
    { after: { ms: 0 }, command: { do: 'open', mode: 'plain' } },
    // The last tab, of one or of two.
    { after: { ms: 0 }, command: { do: 'call', tab: fate === 'crash' ? 0 : 1, what: 'token' } },
    { after: { ms: 35_000 }, command: { do: 'mend' } },
  ],
  network: [],
  store: [],
  messages: [],
})

describe.each([
  ['a tab that crashes does not delay the others', 'web', 'crash', 0],
  ['a tab that freezes delays the others by at most 31 s', 'web', 'freeze', 31_000],
  [
    'without Web Locks, a tab that crashes delays the others by at most 5 s',
    'lease',
    'crash',
    5_000,
  ],
  [
    'without Web Locks, a tab that freezes delays the others by at most 5 s',
    'lease',
    'freeze',
    5_000,
  ],
] as const)('%s', (_, locks, fate, delay) => {
  it('at any of 40 moments', async () => {
    const waits: number[] = []
    for (let events = 0; events < 40; events++) {
      const { violations, longest } = await simulate(scenario(locks, fate, events))
      expect(violations).toEqual([])
      waits.push(longest)
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(delay + FLIGHT)
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(delay * 0.9)
  })
})
