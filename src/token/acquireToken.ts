import type { CredentialEvent, ReplacementReason } from '../credentials/CredentialEvent.ts'
import type { CredentialRecord } from '../credentials/credentialRecord.ts'
import type { RecordKeeper } from '../credentials/credentialRepository.ts'
import {
  CLIENT_UNKNOWN,
  isInvalidClient,
  type judgeDcr,
  mayReplace,
} from '../credentials/dcrRules.ts'
import { PassError } from '../errors/PassError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import type { HttpEvent } from '../http/HttpEvent.ts'
import { jitter, withRetries } from '../http/retry.ts'
import { sleep } from '../platform/abort.ts'
import type { TabLock } from '../tabs/tabLock.ts'
import type { ClientCredentials } from '../wire/registerClient.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import type { TokenEvent } from './TokenEvent.ts'

/** How a client comes by a token: from the store, or from Adobe Pass. */
export interface TokenFlight {
  /**
   * A good token: stored, else minted, after a registration if it must be. `judge` says when a
   * try that failed is repeated.
   */
  obtain(judge: typeof judgeDcr): Promise<AccessToken>
  /** Whether a token is alive and neither rejected nor condemned. */
  isGood(token: AccessToken): boolean
  /** A protected call was answered with a 401: this token is not used again. */
  reject(token: AccessToken): void
  /** The API does not know the client of this token, twice: its credentials are to be replaced. */
  condemn(token: AccessToken): void
  /** The client that the tokens in use belong to. */
  clientInUse(): string | undefined
  /**
   * Forgets credentials and token. A flight under way starts again and writes nothing. Rejects where
   * the store keeps them all the same.
   */
  reset(): Promise<void>
  /** Looks at what another tab has stored meanwhile. */
  look(adopt: Adopt): Promise<void>
}

/** Takes over another tab's token, or, without one, forgets a token whose client is gone. */
export type Adopt = (token: AccessToken | undefined) => void

/** What the next hold of the lock has to know, where one brought no token. */
interface Again {
  /** The client that the token endpoint has refused once. */
  readonly suspect?: string
  /** ms until then. */
  readonly delay?: number
}

/** What {@link createTokenFlight} needs. */
export interface TokenFlightParts {
  /** One try to register. */
  readonly register: () => Promise<ClientCredentials>
  /** One try to get a token. */
  readonly mint: (credentials: ClientCredentials) => Promise<AccessToken>
  readonly keeper: RecordKeeper
  readonly lock: TabLock
  readonly isAlive: (token: AccessToken) => boolean
  readonly emit: (event: CredentialEvent | TokenEvent | HttpEvent) => void
  /** Tells the other tabs that the store holds something new. */
  readonly notifyTabs: () => void
  /** How often a failing try is repeated, at most. */
  readonly retries: number
}

/** Makes the flight, by the rules D1 to D6 of Adobe's DCR documentation. */
export function createTokenFlight({
  register,
  mint,
  keeper,
  lock,
  isAlive,
  emit,
  notifyTabs,
  retries,
}: TokenFlightParts): TokenFlight {
  let generation = 0
  let rejected: string | undefined
  let condemned: string | undefined
  /** Why the credentials that have not minted yet replaced others; another page may know. */
  let reason: ReplacementReason | undefined
  let refusal: { readonly error: unknown; readonly at: number } | undefined
  /** The client that this page has registered since it was last reset. */
  let fresh: string | undefined
  /** The token and the client that this page has used last. */
  let lastToken: string | undefined
  let lastClient: string | undefined

  const isGood = (token: AccessToken) =>
    token.value !== rejected && token.value !== condemned && isAlive(token)

  /** Notes what is used from now on. `adopt` comes before the events, whose listeners may ask. */
  function take(
    { clientId }: ClientCredentials,
    token: AccessToken,
    type: 'token-issued' | 'token-restored',
    replaced?: ReplacementReason | false,
    adopt?: Adopt,
  ) {
    const why = replaced || (lastClient && lastClient !== clientId && 'other-tab')
    lastClient = clientId
    lastToken = token.value
    adopt?.(token)
    if (why) emit({ type: 'credentials-replaced', reason: why })
    emit({ type, expiresAt: token.expiresAt })
    return token
  }

  /** The stored token, if it is good. */
  function restore({ token, credentials }: CredentialRecord, adopt?: Adopt) {
    if (!token || !credentials || !isGood(token)) return undefined
    if (token.value === lastToken) return token
    return take(credentials, token, 'token-restored', false, adopt)
  }

  /**
   * Registers, and keeps the new pair unless another tab was faster. A refused pair stays beside
   * the one that replaces it until that has minted a token.
   */
  async function enroll(mine: number, refused?: ClientCredentials, why?: ReplacementReason) {
    const credentials = await register()
    if (mine !== generation) return {}
    reason = why
    fresh = credentials.clientId
    const kept = await keeper.write((old) =>
      mine !== generation || old.credentials?.clientId !== refused?.clientId
        ? old
        : {
            version: 1,
            credentials,
            replacedAt: old.replacedAt,
            ...(refused && { previous: old.previous ?? refused, replacedAt: Date.now() }),
          },
    )
    if (!refused && kept.credentials === credentials) emit({ type: 'registered' })
    return {}
  }

  /** Mints, and keeps the token unless the credentials have changed hands meanwhile. */
  async function issue(
    mine: number,
    credentials: ClientCredentials,
  ): Promise<AccessToken | undefined> {
    const token = await mint(credentials)
    if (mine !== generation) return undefined
    const isTheirs = (pair: ClientCredentials | undefined) =>
      pair?.clientId === credentials.clientId
    let replaced = false
    const { token: kept } = await keeper.write((old) => {
      const { replacedAt, previous } = old
      const current = isTheirs(old.credentials)
      replaced = current && previous !== undefined
      return current || isTheirs(previous) ? { version: 1, credentials, token, replacedAt } : old
    })
    if (mine !== generation || kept?.value !== token.value) return undefined
    take(credentials, token, 'token-issued', replaced && (reason ?? 'invalid_client'))
    notifyTabs()
    return token
  }

  /** One hold of the lock: it registers, or it mints, or it finds that neither is needed. */
  async function step({ suspect }: Again): Promise<AccessToken | Again> {
    const mine = generation
    const record = await keeper.read()
    const { credentials, previous, token } = record
    if (!credentials) return enroll(mine)
    if (condemned && token?.value === condemned) {
      condemned = undefined
      if (mayReplace(record)) return enroll(mine, credentials, CLIENT_UNKNOWN)
    }
    const stored = restore(record)
    if (stored) return stored
    try {
      return (await issue(mine, credentials)) ?? {}
    } catch (error) {
      if (!isInvalidClient(error)) throw error
      // A new pair that has never worked: perhaps the old one does again.
      const old =
        previous &&
        (await issue(mine, previous).catch((second: unknown) => {
          if (!isInvalidClient(second)) throw second
        }))
      if (old) return old
      const { clientId } = credentials
      if (suspect !== clientId) return { suspect: clientId, delay: 1_000 + jitter(1_000) }
      if (mayReplace(record)) return enroll(mine, credentials, 'invalid_client')
      throw error
    }
  }

  async function fly(judge: typeof judgeDcr): Promise<AccessToken> {
    const find = async () => restore(await keeper.peek())
    const warm = await find()
    if (warm) return warm
    for (let again: Again = {}; ; ) {
      const outcome = await withRetries(
        () => lock<AccessToken | Again>(() => step(again), find),
        judge,
        { retries, emit },
      )
      if ('value' in outcome) return outcome
      again = outcome
      // Not for 0 ms: a hidden tab would wait a second for that.
      if (again.delay) await sleep(again.delay)
    }
  }

  return {
    isGood,
    clientInUse: () => lastClient,
    async obtain(judge) {
      const since = refusal ? Date.now() - refusal.at : -1
      // What cannot get better in seconds is not asked again in seconds.
      if (refusal && since >= 0 && since < 5_000) throw refusal.error
      const mine = generation
      try {
        return await fly(judge)
      } catch (error) {
        if (error instanceof PassOAuthError && !error.retryable && mine === generation) {
          refusal = { error, at: Date.now() }
        }
        throw error
      }
    },
    reject({ value }) {
      rejected = value
      emit({ type: 'token-rejected' })
    },
    condemn({ value }) {
      condemned = value
    },
    async reset() {
      generation++
      // An answer that is just arriving must not be used either.
      rejected = lastToken
      refusal = lastToken = lastClient = fresh = undefined
      // Without a lock a store may refuse this late: what was registered since is not meant.
      await lock(() =>
        keeper.write((old) =>
          fresh && old.credentials?.clientId === fresh
            ? old
            : { version: 1, replacedAt: old.replacedAt },
        ),
      )
      if (keeper.isBehind()) throw new PassError('The store could not forget the credentials')
    },
    async look(adopt) {
      const record = await keeper.peek()
      if (restore(record, adopt) || !lastClient) return
      if (record.credentials?.clientId === lastClient) return
      lastToken = lastClient = undefined
      adopt(undefined)
    },
  }
}
