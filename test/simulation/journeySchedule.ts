import fc from 'fast-check'
import {
  manyOrNone,
  minutes,
  networkFates,
  networkFaults,
  type StoreFault,
  storeFates,
  tab,
} from './schedule.ts'

/** TV providers with a logout page, without one, and with late metadata. */
const MVPDS = ['Lumenwave', 'CedarHollow', 'Quillstone'] as const

const mvpd = fc.constantFrom(...MVPDS)

/** Actions of the viewers, and faults of their tabs, network, store, clock and server. */
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('signIn' as const),
      tab,
      mvpd,
      screen: fc.constantFrom('redirect' as const, 'second-screen' as const),
    }),
  },
  // At the provider's page, after a redirect or on the second screen.
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('logIn' as const),
      session: fc.nat(3),
      /** Whether a page comes back from the provider by a reload or from the back/forward cache. */
      back: fc.constantFrom('reload' as const, 'cache' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('turnBack' as const),
      session: fc.nat(3),
      back: fc.constantFrom('reload' as const, 'cache' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('signOut' as const), tab, mvpd: fc.option(mvpd) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pick' as const), tab, mvpd: fc.option(mvpd) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('choose' as const), tab, mvpd }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('authorize' as const), tab }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('refetch', 'focus', 'cancel', 'retry'),
      tab,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('reload', 'duplicate', 'crash', 'hide'), tab }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('freeze', 'thaw'), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('revokeTokens', 'revokeClients', 'endSignIns'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: minutes(1, 31, 400, 44_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: minutes(-600, -2, -0.01, 2, 600),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('offline', 'online') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('outage' as const),
      fault: fc.constantFrom(...networkFaults.filter((fault) => fault !== 'none')),
      ms: minutes(0.05, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      tab: fc.option(tab, { nil: 'all' }),
      what: fc.constantFrom('reads', 'writes', 'both'),
      how: fc.constantFrom<StoreFault>('reject', 'throw', 'hang'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mend' as const) }) },
)

export type JourneyCommand = typeof command extends fc.Arbitrary<infer T> ? T : never

/** The gap before the next command, as a number of events or as a time. */
const gap = fc.oneof(
  { weight: 5, arbitrary: fc.record({ events: fc.nat(40) }) },
  {
    weight: 4,
    arbitrary: fc.record({ ms: fc.constantFrom(0, 50, 1_000, 4_100, 12_000, 35_000) }),
  },
)

const profile = fc.record({
  seed: fc.nat(),
  /** Whether a viewer signs in first, and on how many tabs. */
  begin: fc.constantFrom('new' as const, 'signed-in' as const, 'two-tabs' as const),
  locks: fc.oneof(
    { weight: 3, arbitrary: fc.constant('web' as const) },
    { weight: 1, arbitrary: fc.constantFrom('lease' as const, 'forbidden' as const) },
  ),
  localStorage: fc.oneof(
    { weight: 5, arbitrary: fc.constant('works' as const) },
    { weight: 1, arbitrary: fc.constant('forbidden' as const) },
  ),
  sessionStorage: fc.oneof(
    { weight: 7, arbitrary: fc.constant('works' as const) },
    { weight: 1, arbitrary: fc.constant('forbidden' as const) },
  ),
})

/** One run of the journey: the device, the commands, and the behaviour of network and store. */
export const journeys = fc.record({
  profile,
  commands: fc.array(fc.record({ after: gap, command }), {
    minLength: 1,
    maxLength: 25,
    size: 'max',
  }),
  network: manyOrNone(networkFates, 40),
  store: manyOrNone(storeFates, 80),
  messages: manyOrNone(fc.option(fc.integer({ min: 0, max: 50 }), { freq: 4 }), 10),
})

export type Journey = typeof journeys extends fc.Arbitrary<infer T> ? T : never
