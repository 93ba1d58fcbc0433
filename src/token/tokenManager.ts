import type { QueryClient } from '@tanstack/react-query'
import type { CredentialRepository } from '../credentials/credentialRepository.ts'
import { dcrRetryDelay } from '../credentials/dcrClient.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import type { TabChannel } from '../tabs/tabChannel.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import type { AcquiredToken, AcquireToken } from './acquireToken.ts'
import type { IssuedToken } from './IssuedToken.ts'
import { isAlive } from './lifetime.ts'
import type { TokenEvent } from './TokenEvent.ts'
import { createTokenQuery } from './tokenQuery.ts'

/** Owns the token in use, in a private query client. */
export type TokenManager = ReturnType<typeof createTokenManager>

/** What {@link createTokenManager} needs. */
export interface TokenManagerParts {
  readonly acquireToken: AcquireToken
  readonly repository: CredentialRepository
  readonly channel: TabChannel
  /** How many ms before its expiry a token is renewed. Default: see `renewalMargin`. */
  readonly renewBefore: number | undefined
  readonly emit: (event: TokenEvent) => void
}

/** ms during which a permanent refusal is thrown again without a request. */
const REFUSAL_MEMORY = 5_000

/** ms between two reads of the store while mounted. */
const HEARTBEAT = 30_000

/** Creates the token manager. */
export function createTokenManager({
  acquireToken,
  repository,
  channel,
  renewBefore,
  emit,
}: TokenManagerParts) {
  let inUse: IssuedToken | undefined
  /** The last token that a protected call was refused with. */
  let rejected: string | undefined
  /** The token whose client the API has refused twice. */
  let unknownClientToken: string | undefined
  /** The last permanent refusal, and when it came. */
  let refusal: { readonly error: unknown; readonly at: number } | undefined
  let mounts = 0
  let stopListening: readonly (() => void)[] = []

  const isUsable = (token: AccessToken) => token.value !== rejected && isAlive(token, renewBefore)
  const isGood = (token: AccessToken) => isUsable(token) && token.value !== unknownClientToken
  /** The token in use, if it is good: no lock, no storage. */
  const current = () => (inUse && isGood(inUse.token) ? inUse : undefined)

  /** Sets the token in use and emits its events. */
  function setInUse({ token, clientId, source, replaced }: AcquiredToken): void {
    const before = inUse
    inUse = { token, clientId }
    // Its client could not be replaced, or another tab has replaced it.
    unknownClientToken = undefined
    if (source === 'store' && before?.token.value === token.value) return
    const isOther = before !== undefined && before.clientId !== clientId
    const reason = replaced ?? (isOther ? 'other-tab' : undefined)
    if (reason) emit({ type: 'credentials-replaced', reason })
    const type = source === 'server' ? 'token-issued' : 'token-restored'
    emit({ type, expiresAt: token.expiresAt })
    if (source === 'server') channel.notify()
  }

  async function acquire(isWaitedFor: () => boolean): Promise<AccessToken> {
    const since = refusal ? Date.now() - refusal.at : -1
    // A permanent refusal does not change within seconds: do not ask again.
    if (refusal && since >= 0 && since < REFUSAL_MEMORY) throw refusal.error
    const startedEpoch = repository.epoch()
    try {
      const acquired = await acquireToken({
        known: () => ({ isUsable, unknownClientToken }),
        retryDelay: (outcome) => (isWaitedFor() ? dcrRetryDelay(outcome) : undefined),
      })
      setInUse(acquired)
      return acquired.token
    } catch (error) {
      const lasts = error instanceof PassOAuthError && !error.retryable
      if (lasts && startedEpoch === repository.epoch()) refusal = { error, at: Date.now() }
      throw error
    }
  }

  const { options, query, request, refetch, ...tokenQuery } = createTokenQuery({
    acquire,
    current: () => current()?.token,
    renewBefore,
  })
  const queryClient: QueryClient = tokenQuery.queryClient

  /** Acquires a good token. For when the one in memory is not good. */
  async function requestIssued(): Promise<IssuedToken> {
    for (let requests = 1; ; requests++) {
      await request()
      // An acquisition that was running may end with a token that was rejected meanwhile.
      if (inUse && (requests > 1 || isGood(inUse.token))) return inUse
    }
  }

  /** Drops the token in use: its credentials are gone. */
  function drop(): void {
    inUse = undefined
    // Not `query.reset()`: it would cancel an acquisition and reject its callers.
    query.setState({ data: undefined, error: null, status: 'pending' })
    emit({ type: 'reset' })
    refetch()
    // An acquisition that has just ended would show the forgotten token.
    void query.promise?.then(
      () => inUse ?? refetch(),
      () => {},
    )
  }

  /** Applies what another tab has changed in the store. */
  async function readStore(): Promise<void> {
    const { credentials, token } = await repository.readUnlocked()
    if (credentials && token && isGood(token)) {
      if (token.value === inUse?.token.value) return
      // Data first: a listener of the events may ask for the token.
      queryClient.setQueryData(options.queryKey, token)
      setInUse({ token, clientId: credentials.clientId, source: 'store' })
    } else if (inUse && credentials?.clientId !== inUse.clientId) {
      drop()
    }
  }

  /** How often `syncFromStore` was called since it was last idle. */
  let syncRequests = 0
  let syncing: Promise<void> | undefined
  /** Resolves once a read that began after the call has been applied. */
  function syncFromStore(): Promise<void> {
    // Without a token there is nothing to update, and an acquisition reads the store itself.
    if (!query.state.data || query.state.fetchStatus !== 'idle') return Promise.resolve()
    syncRequests++
    syncing ??= readChanges()
    return syncing
  }

  async function readChanges(): Promise<void> {
    // All requests that come during a read share one more read.
    for (let answered = 0; answered !== syncRequests; ) {
      answered = syncRequests
      await readStore()
    }
    syncRequests = 0
    syncing = undefined
  }

  return {
    queryClient,
    options,
    /** Listens for other tabs, focus and network, until the returned function is called. */
    mount() {
      queryClient.mount()
      if (!mounts++) {
        const heartbeat = setInterval(() => {
          // Sleep stops timers but not the clock: the token may have expired.
          if (query.state.status === 'success' && !current()) refetch()
          // Messages get lost, and a store that failed may work again.
          else void syncFromStore()
        }, HEARTBEAT)
        stopListening = [
          // A message holds no data: it only makes this tab read the store.
          channel.listen(syncFromStore),
          onPageRestored(syncFromStore),
          () => clearInterval(heartbeat),
        ]
        void syncFromStore()
      }
      return () => {
        queryClient.unmount()
        if (--mounts) return
        for (const stop of stopListening) stop()
      }
    },
    /** A good token: from memory, else from an acquisition that all callers of this tab share. */
    get(): Promise<IssuedToken> {
      const issued = current()
      return issued ? Promise.resolve(issued) : requestIssued()
    },
    /** The same without its client. */
    getToken(): Promise<AccessToken> {
      const issued = current()
      return issued ? Promise.resolve(issued.token) : requestIssued().then(({ token }) => token)
    },
    /**
     * Whether this is the token in use, and still good. A late 401 for another token says nothing
     * about it.
     */
    isInUse: ({ token }: IssuedToken) => current()?.token.value === token.value,
    /** Uses what the store has, if another tab has changed it. */
    syncFromStore,
    /** The client of the token in use. */
    clientId: () => inUse?.clientId,
    /**
     * Stops using a token: `rejected` if a protected call with it was answered with a 401,
     * `unknown-client` if the API has refused its client twice. Does nothing for another token.
     */
    invalidate({ token }: IssuedToken, reason: 'rejected' | 'unknown-client') {
      if (inUse?.token.value !== token.value) return
      if (reason === 'unknown-client') unknownClientToken = token.value
      else if (isGood(token)) {
        rejected = token.value
        emit({ type: 'token-rejected' })
      }
      query.invalidate()
    },
    /** Forgets the credentials and the token. Rejects if the store could not delete them. */
    async reset() {
      // A response that arrives now must not be used either.
      rejected = inUse?.token.value
      refusal = undefined
      inUse = undefined
      try {
        await repository.forget()
      } finally {
        drop()
        channel.notify()
      }
    },
  }
}
