import type { CredentialRepository } from '../credentials/credentialRepository.ts'
import type { DcrClient } from '../credentials/dcrClient.ts'
import { type ClientRefusal, isInvalidClient } from '../credentials/replacement.ts'
import type { HttpEvent } from '../http/HttpEvent.ts'
import { jitter, type Outcome, withRetries } from '../http/retry.ts'
import { sleep } from '../platform/abort.ts'
import type { TabLock } from '../tabs/tabLock.ts'
import type { ClientCredentials } from '../wire/registration.ts'
import type { IssuedToken } from './IssuedToken.ts'
import { type Known, nextStep } from './nextStep.ts'

/** A token, and where it came from. */
export interface AcquiredToken extends IssuedToken {
  readonly source: 'store' | 'server'
  /** Why its credentials replaced others. Set only for their first token. */
  readonly replaced?: ClientRefusal | undefined
}

/** Returns what the caller knows about the tokens in use. It may change during an acquisition. */
export type KnownTokens = () => Pick<Known, 'isUsable' | 'unknownClientToken'>

/** The options of {@link AcquireToken}. */
export interface Acquisition {
  readonly known: KnownTokens
  /** The minimum delay in ms before a failed try is repeated; `undefined` for no retry. */
  readonly retryDelay: (outcome: Outcome<unknown>) => number | undefined
}

/** Acquires a token from the store or the server. Registers first if needed. */
export type AcquireToken = (acquisition: Acquisition) => Promise<AcquiredToken>

/** What {@link createAcquireToken} needs. */
export interface AcquireTokenParts {
  readonly repository: CredentialRepository
  readonly dcr: DcrClient
  readonly lock: TabLock
  readonly emit: (event: HttpEvent) => void
  /** How often a failing try is repeated, at most. */
  readonly retries: number
}

/** The result of one step under the lock. */
type StepResult =
  | { readonly type: 'acquired'; readonly acquired: AcquiredToken }
  /** Something changed: decide again. */
  | { readonly type: 'again' }
  | { readonly type: 'refused'; readonly clientId: string; readonly error: unknown }
  | { readonly type: 'confirm'; readonly clientId: string }

const AGAIN: StepResult = { type: 'again' }

/** ms before a refused client is tried again, so that an outage can pass. */
const confirmationDelay = () => 1_000 + jitter(1_000)

/** Makes the function that acquires tokens. */
export function createAcquireToken({
  repository,
  dcr,
  lock,
  emit,
  retries,
}: AcquireTokenParts): AcquireToken {
  /** Does what `nextStep` says: at most one request. Requires the lock. */
  async function step(attempt: Known, refusal: unknown): Promise<StepResult> {
    const epoch = repository.epoch()
    const next = nextStep(await repository.read(), attempt, Date.now())
    switch (next.type) {
      case 'use':
        return { type: 'acquired', acquired: { ...next.issued, source: 'store' } }
      case 'register': {
        const { replaces, reason } = next
        const credentials = await dcr.register()
        await repository.saveCredentials({ credentials, replaces, reason, epoch })
        return AGAIN
      }
      case 'requestToken':
        return requestToken(next.credentials, epoch)
      case 'confirm':
        return next
      case 'fail':
        throw refusal
    }
  }

  async function requestToken(credentials: ClientCredentials, epoch: number): Promise<StepResult> {
    const { clientId } = credentials
    try {
      const token = await dcr.requestToken(credentials)
      const saved = await repository.saveToken({ token, credentials, epoch })
      if (!saved) return AGAIN
      const { replaced } = saved
      return { type: 'acquired', acquired: { token, clientId, source: 'server', replaced } }
    } catch (error) {
      if (!isInvalidClient(error)) throw error
      return { type: 'refused', clientId, error }
    }
  }

  return async ({ known, retryDelay }) => {
    /** Returns the stored token if it can be used right away. */
    async function findStored(refused: readonly string[] = []): Promise<StepResult | undefined> {
      const next = nextStep(await repository.readUnlocked(), { ...known(), refused }, Date.now())
      if (next.type !== 'use') return undefined
      return { type: 'acquired', acquired: { ...next.issued, source: 'store' } }
    }

    let result = (await findStored()) ?? AGAIN
    let refused: readonly string[] = []
    let refusedOnce: string | undefined
    let refusal: unknown
    for (;;) {
      switch (result.type) {
        case 'acquired':
          return result.acquired
        case 'refused':
          refused = [...refused, result.clientId]
          refusal = result.error
          break
        case 'confirm':
          refused = []
          refusedOnce = result.clientId
          await sleep(confirmationDelay())
          break
        case 'again':
          refused = []
          refusedOnce = undefined
      }
      result = await withRetries(
        () =>
          lock<StepResult>(
            () => step({ ...known(), refused, refusedOnce }, refusal),
            () => findStored(refused),
          ),
        retryDelay,
        { retries, emit },
      )
    }
  }
}
