import { mvpdCatalogue } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd, PassEmulatorOptions } from '../PassEmulatorOptions.ts'
import { type CallLog, createCallLog } from './callLog.ts'
import { type Clients, createClients } from './clients.ts'
import { type Clock, createClock } from './clock.ts'
import { createFailures, type Failures } from './failures.ts'
import { createStatements, type Statements } from './statements.ts'
import { createTokenBuckets, type TokenBuckets } from './tokenBuckets.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** Everything that one emulator remembers. */
export interface EmulatorState {
  readonly clock: Clock
  readonly statements: Statements
  readonly clients: Clients
  readonly tokens: Tokens
  readonly buckets: TokenBuckets
  readonly failures: Failures
  readonly callLog: CallLog
  readonly mvpds: readonly EmulatedMvpd[]
  /** Whether the statements cover this service provider. */
  readonly covers: (serviceProvider: string) => boolean
  readonly reset: () => void
}

/** The memory of a new emulator. */
export function createEmulatorState(options: PassEmulatorOptions): EmulatorState {
  const { tokenLifetime = 21_600, throttle = true, serviceProviders } = options
  const clock = createClock()
  const statements = createStatements(clock)
  const clients = createClients(clock)
  const tokens = createTokens(clock, tokenLifetime)
  const buckets = createTokenBuckets(clock, throttle)
  const failures = createFailures()
  const callLog = createCallLog(clock)
  return {
    clock,
    statements,
    clients,
    tokens,
    buckets,
    failures,
    callLog,
    mvpds: options.mvpds ?? mvpdCatalogue,
    covers: (serviceProvider) => serviceProviders?.includes(serviceProvider) ?? true,
    reset: () => {
      clock.reset()
      statements.reset()
      clients.clear()
      tokens.reset()
      buckets.reset()
      failures.clear()
      callLog.clear()
    },
  }
}
