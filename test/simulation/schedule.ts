import fc from 'fast-check'

/** What may happen to one request. The first is the normal case. */
export const networkFaults = [
  'none',
  // On the way to the server: the request is lost, or fails at once.
  'lost',
  'refused',
  // On the way back, after the server has done its work.
  'answer-lost',
  'cut',
  'garbled',
  'redirect',
  'body-breaks',
  'body-hangs',
  'hidden',
  // Faults of the server.
  '429',
  '500',
  'html',
  'empty',
  'truncated',
  'invalid_client',
  'unauthorized_client',
  'invalid_token',
  'invalid_access_token_client_application',
  'invalid_access_token_service_provider',
] as const

export type NetworkFault = (typeof networkFaults)[number]

/** What may happen to one operation of the store. */
export const storeFaults = ['none', 'reject', 'throw', 'hang', 'stall', 'lie'] as const

export type StoreFault = (typeof storeFaults)[number]

/** How a record may be damaged. */
export const damages = [
  'deleted',
  'null',
  'text',
  'number',
  'empty',
  'no-version',
  'bad-credentials',
  'proto-alone',
  'newer',
  'proto-beside',
  'bad-token',
  'bad-previous',
] as const

/** The kinds of damage that leave the credentials in the record. */
export const harmless: ReadonlySet<Damage> = new Set([
  'newer',
  'proto-beside',
  'bad-token',
  'bad-previous',
])

export type Damage = (typeof damages)[number]

const delay = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom(100, 500, 1_500, 8_000, 14_900, 20_000, 40_000) },
)

/** The delays and the fault of one request. */
export const networkFates = fc.record({
  out: delay,
  back: delay,
  fault: fc.oneof(
    { weight: 6, arbitrary: fc.constant<NetworkFault>('none') },
    { weight: 3, arbitrary: fc.constantFrom(...networkFaults) },
  ),
})

/** The delays and the fault of one store operation. */
export const storeFates = fc.record({
  before: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(200, 3_000) },
  ),
  after: fc.integer({ min: 0, max: 8 }),
  fault: fc.oneof(
    { weight: 30, arbitrary: fc.constant<StoreFault>('none') },
    { weight: 1, arbitrary: fc.constantFrom(...storeFaults) },
  ),
})

/** One of the tabs that are open. */
export const tab = fc.nat(7)

/** One of these minutes, in ms. */
export const minutes = (...of: number[]) => fc.constantFrom(...of.map((n) => n * 60_000))

/** Actions and faults of the device, its tabs, network, store and clock, and of the server. */
const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      mode: fc.constantFrom('plain', 'mounted', 'watching'),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      tab,
      what: fc.constantFrom('token', 'token', 'api'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('freeze' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('thaw' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('focus' as const), tab }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: minutes(1, 9, 11, 400) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: minutes(-600, -20, -2, -0.01, 0.01, 0.5, 2, 20, 600),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('revokeTokens', 'revokeClients') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('outage' as const),
      on: fc.constantFrom('token', 'register', 'api'),
      fault: fc.constantFrom<NetworkFault>(
        'invalid_client',
        '429',
        '500',
        'lost',
        'invalid_access_token_client_application',
        'html',
      ),
      ms: minutes(0.05, 1, 5, 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('offline', 'online') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      tab: fc.option(tab, { nil: 'all' }),
      what: fc.constantFrom('reads', 'writes', 'both'),
      how: fc.constantFrom<StoreFault>('reject', 'throw', 'hang'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mend' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('damage' as const), to: fc.constantFrom(...damages) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), tab }) },
)

export type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

/** The gap before the next command, as a number of events or as a time. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.record({ events: fc.nat(15) }) },
  {
    weight: 3,
    arbitrary: fc.record({ ms: fc.constantFrom(0, 5, 100, 1_000, 1_700, 6_000, 35_000) }),
  },
)

const profile = fc.record({
  seed: fc.nat(),
  locks: fc.oneof(
    { weight: 3, arbitrary: fc.constant('web' as const) },
    { weight: 1, arbitrary: fc.constantFrom('lease' as const, 'forbidden' as const) },
  ),
  /** Whether the store has `update`. Without Web Locks, a store must have it. */
  update: fc.oneof(
    { weight: 3, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  paced: fc.boolean(),
  localStorage: fc.oneof(
    { weight: 5, arbitrary: fc.constant('works' as const) },
    { weight: 1, arbitrary: fc.constant('forbidden' as const) },
  ),
})

/** Often empty: a run without faults tests the promises that hold only while everything works. */
export const manyOrNone = <T>(of: fc.Arbitrary<T>, maxLength: number) =>
  fc.oneof(fc.constant<T[]>([]), fc.array(of, { maxLength, size: 'max' }))

/** One run: the device, the commands, and the behaviour of network and store. */
export const schedules = fc.record({
  profile,
  commands: fc.array(fc.record({ after: gap, command }), {
    minLength: 1,
    maxLength: 20,
    size: 'max',
  }),
  network: manyOrNone(networkFates, 30),
  store: manyOrNone(storeFates, 60),
  messages: manyOrNone(fc.option(fc.integer({ min: 0, max: 50 }), { freq: 4 }), 10),
})

export type Schedule = typeof schedules extends fc.Arbitrary<infer T> ? T : never
