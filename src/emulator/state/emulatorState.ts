import { mvpdCatalogue } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd, PassEmulatorOptions } from '../PassEmulatorOptions.ts'
import { type Amendments, createAmendments } from './amendments.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { type CallLog, createCallLog } from './callLog.ts'
import { type Belongs, type Clients, createClients } from './clients.ts'
import { type Clock, createClock } from './clock.ts'
import { createDegradedProfiles, type DegradedProfiles } from './degradedProfiles.ts'
import { createFailures, type Failures } from './failures.ts'
import { createPendingSignIns, type PendingSignIns } from './pendingSignIns.ts'
import { createPromotions, type Promotions } from './promotions.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignIns, type SignIns } from './signIns.ts'
import { createStatements, type Statements } from './statements.ts'
import { createTokenBuckets, type TokenBuckets } from './tokenBuckets.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** The whole state of one emulator. */
export interface EmulatorState {
  readonly clock: Clock
  readonly statements: Statements
  readonly clients: Clients
  readonly tokens: Tokens
  readonly buckets: TokenBuckets
  readonly failures: Failures
  readonly amendments: Amendments
  readonly callLog: CallLog
  readonly signIns: SignIns
  readonly pendingSignIns: PendingSignIns
  readonly sessions: Sessions
  readonly promotions: Promotions
  readonly degraded: DegradedProfiles
  /** The attempts of decisions that fail at first. */
  readonly attempts: Attempts
  readonly mvpds: readonly EmulatedMvpd[]
  readonly findMvpd: (id: string | undefined) => EmulatedMvpd | undefined
  /** The name of the domain in `missingParameters`. */
  readonly domainParameter: string
  /** What happens if a partner's status does not allow a sign-in. */
  readonly partnerStatus: 'refuse' | 'fallback'
  /** How many resources one call may ask for. */
  readonly maxResources: number
  /** The delay of a slow MVPD in ms. */
  readonly mvpdLatency: number
  /** Whether the statements cover this service provider. */
  readonly covers: (serviceProvider: string) => boolean
  /** The scopes of the applications. */
  readonly scopes: readonly string[]
  /** The application's domains. `undefined` allows any. */
  readonly domains: readonly string[] | undefined
  /** Makes clients unknown, and signs their viewers out. */
  readonly revokeClients: (belongs: Belongs) => void
  readonly reset: () => void
}

/** Creates the state of a new emulator. */
export function createEmulatorState(options: PassEmulatorOptions): EmulatorState {
  const {
    tokenLifetime = 21_600,
    throttle = true,
    serviceProviders,
    scopes = ['api:client:v2'],
    domains,
    mvpds = mvpdCatalogue,
    sessionLifetime = 1800,
    domainParameter = 'domainName',
    partnerStatus = 'fallback',
    maxResources = 5,
    mvpdLatency = 3000,
  } = options
  const clock = createClock()
  const statements = createStatements(clock)
  const clients = createClients(clock)
  const tokens = createTokens(clock, tokenLifetime)
  const buckets = createTokenBuckets(clock, throttle)
  const failures = createFailures(statements.knows)
  const amendments = createAmendments(statements.knows)
  const callLog = createCallLog(clock)
  const signIns = createSignIns(clock)
  const pendingSignIns = createPendingSignIns()
  const sessions = createSessions(clock, sessionLifetime)
  const promotions = createPromotions(clock)
  const degraded = createDegradedProfiles(clock)
  const attempts = createAttempts()
  return {
    clock,
    statements,
    clients,
    tokens,
    buckets,
    failures,
    amendments,
    callLog,
    signIns,
    pendingSignIns,
    sessions,
    promotions,
    degraded,
    attempts,
    scopes,
    domains,
    mvpds,
    findMvpd: (id) => mvpds.find((mvpd) => mvpd.id === id),
    domainParameter,
    partnerStatus,
    maxResources,
    mvpdLatency,
    revokeClients: (belongs) => {
      clients.revoke(belongs)
      signIns.removeOf(belongs)
      sessions.remove(belongs)
    },
    covers: (serviceProvider) => serviceProviders?.includes(serviceProvider) ?? true,
    reset: () => {
      clock.reset()
      statements.reset()
      clients.clear()
      signIns.clear()
      pendingSignIns.clear()
      sessions.clear()
      tokens.reset()
      buckets.reset()
      failures.clear()
      amendments.clear()
      callLog.clear()
      promotions.clear()
      degraded.clear()
      attempts.clear()
    },
  }
}
