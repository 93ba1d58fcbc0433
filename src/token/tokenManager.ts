import { QueryClient } from '@tanstack/react-query'
import type { CredentialRepository } from '../credentials/credentialRepository.ts'
import { dcrRetryDelay } from '../credentials/dcrClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { PassOAuthError } from '../errors/PassOAuthError.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import type { TabChannel } from '../tabs/tabChannel.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import type { AcquiredToken, AcquireToken } from './acquireToken.ts'
import { checkQueryClient } from './checkQueryClient.ts'
import type { IssuedToken } from './IssuedToken.ts'
import { isAlive, LONGEST_TIMER, msUntilRenewal } from './lifetime.ts'
import { LONGEST_PAUSE, pauseAfter } from './pauseAfter.ts'
import type { TokenEvent } from './TokenEvent.ts'

/** Owns the token in use: a query client that nobody else can reach. */
export type TokenManager = ReturnType<typeof createTokenManager>

/** What {@link createTokenManager} needs. */
export interface TokenManagerParts {
  readonly acquireToken: AcquireToken
  readonly repository: CredentialRepository
  readonly channel: TabChannel
  /** ms before its expiry at which a token is renewed; see `renewalMargin` for the default. */
  readonly renewBefore: number | undefined
  readonly emit: (event: TokenEvent) => void
}

/** What the options of the query are told of it. */
interface TokenQuery {
  readonly state: {
    readonly data: AccessToken | undefined
    readonly status: string
    readonly dataUpdatedAt: number
  }
}

/** ms for which a refusal that lasts is repeated without a request. */
const REFUSAL_MEMORY = 5_000

/** ms between two looks at the store while the page is open. */
const HEARTBEAT = 30_000

/**
 * Makes the token manager. Its query client is not the application's: the token must not be
 * dehydrated, persisted, cleared or shown by devtools, and no default option may reach it.
 */
export function createTokenManager({
  acquireToken,
  repository,
  channel,
  renewBefore,
  emit,
}: TokenManagerParts) {
  const queryClient = new QueryClient()
  checkQueryClient(queryClient)
  let inUse: IssuedToken | undefined
  /** The token that a protected call was refused with. */
  let rejected: string | undefined
  /** The token whose client the API has refused twice. */
  let unknownClientToken: string | undefined
  /** A refusal that lasts, and when it came. */
  let refusal: { readonly error: unknown; readonly at: number } | undefined
  /** Whether somebody has asked for what is acquired now. */
  let requestedByCaller = true
  /** When the timer tries again after a failure; 0 after a success. */
  let nextAttemptAt = 0
  let mounts = 0
  let stopListening: readonly (() => void)[] = []

  const isUsable = (token: AccessToken) => token.value !== rejected && isAlive(token, renewBefore)
  const isGood = (token: AccessToken) => isUsable(token) && token.value !== unknownClientToken
  /** The token in use, if it is good: no lock, no storage. */
  const current = () => (inUse && isGood(inUse.token) ? inUse : undefined)

  /** Uses a token from now on, and raises the events of it. */
  function setInUse({ token, clientId, source, replaced }: AcquiredToken): void {
    const before = inUse
    inUse = { token, clientId }
    // Nothing could be done about its client, or another tab has done it.
    unknownClientToken = undefined
    if (source === 'store' && before?.token.value === token.value) return
    const isOther = before !== undefined && before.clientId !== clientId
    const reason = replaced ?? (isOther ? 'other-tab' : undefined)
    if (reason) emit({ type: 'credentials-replaced', reason })
    const type = source === 'server' ? 'token-issued' : 'token-restored'
    emit({ type, expiresAt: token.expiresAt })
    if (source === 'server') channel.notify()
  }

  /** A caller waits for what is acquired, or a focus or a network that is back came before the timer. */
  const isWaitedFor = () => requestedByCaller || Date.now() + 100 < nextAttemptAt

  async function acquire(): Promise<AccessToken> {
    const since = refusal ? Date.now() - refusal.at : -1
    // What cannot get better in seconds is not asked again in seconds.
    if (refusal && since >= 0 && since < REFUSAL_MEMORY) throw refusal.error
    const startedEpoch = repository.epoch()
    try {
      const acquired = await acquireToken({
        inUse: () => ({ isUsable, unknownClientToken }),
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

  const options = {
    queryKey: ['token'],
    queryFn: () =>
      acquire().then(
        (token) => {
          requestedByCaller = false
          nextAttemptAt = 0
          return token
        },
        (error: unknown) => {
          const { errorUpdatedAt, dataUpdatedAt } = query.state
          const quiet = errorUpdatedAt > dataUpdatedAt ? Date.now() - errorUpdatedAt : 0
          requestedByCaller = false
          nextAttemptAt = Date.now() + pauseAfter(quiet)
          throw error
        },
      ),
    networkMode: 'always' as const,
    retry: false,
    gcTime: Infinity,
    // Not 0 if a token is not good: with a clock that ran backwards, 0 would call it fresh.
    staleTime: ({ state: { data, dataUpdatedAt } }: TokenQuery) =>
      data && isGood(data)
        ? Math.min(
            Date.now() + msUntilRenewal(data, renewBefore) - dataUpdatedAt,
            LONGEST_TIMER - 1,
          )
        : -Infinity,
    // From absolute times, since it is asked at every render: a delay begun anew would never end.
    refetchInterval: ({ state: { data, status } }: TokenQuery) => {
      if (status === 'error') return timer(Math.min(untilNextAttempt(), LONGEST_PAUSE))
      return data ? timer(msUntilRenewal(data, renewBefore)) : false
    },
    refetchIntervalInBackground: true,
    refetchOnReconnect: true,
  }
  const untilNextAttempt = () => (requestedByCaller ? Infinity : nextAttemptAt - Date.now())
  const query = queryClient
    .getQueryCache()
    .build<AccessToken, PassError, AccessToken, string[]>(queryClient, options)

  /** Concurrent callers share one promise: a thousand of their own take 10 ms. */
  let requested: Promise<AccessToken> | undefined
  function request(): Promise<AccessToken> {
    requestedByCaller = true
    if (!requested) {
      const settled = () => {
        requested = undefined
      }
      requested = queryClient.query(options)
      void requested.then(settled, settled)
    }
    return requested
  }

  /** A good token that is not in memory. */
  async function requestIssued(): Promise<IssuedToken> {
    for (let requests = 1; ; requests++) {
      await request()
      // An acquisition that was under way may have ended with a token that was rejected meanwhile.
      if (inUse && (requests > 1 || isGood(inUse.token))) return inUse
    }
  }

  const refetch = () =>
    void queryClient.refetchQueries({ type: 'active' }, { cancelRefetch: false })

  /** Drops the token in use: its credentials are gone. */
  function drop(): void {
    inUse = undefined
    // Not `query.reset()`: it would cancel an acquisition, and reject those who wait for it.
    query.setState({ data: undefined, error: null, status: 'pending' })
    emit({ type: 'reset' })
    refetch()
  }

  /** Takes over what another tab has stored meanwhile. */
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
  async function syncFromStore(): Promise<void> {
    // Without a token there is nothing to correct, and an acquisition reads the store itself.
    if (!query.state.data || query.state.fetchStatus !== 'idle' || syncRequests++) return
    // Requests that come meanwhile are answered by one more read, however many they are.
    for (let answered = 0; answered !== syncRequests; ) {
      answered = syncRequests
      await readStore()
    }
    syncRequests = 0
  }

  return {
    queryClient,
    options,
    /** Listens for other tabs, focus and network, until the returned function is called. */
    mount() {
      queryClient.mount()
      if (!mounts++) {
        const heartbeat = setInterval(() => {
          // Sleep stops timers, not clocks.
          if (query.state.status === 'success' && !current()) refetch()
          // Messages get lost, and a store that failed may work again.
          else void syncFromStore()
        }, HEARTBEAT)
        stopListening = [
          // A message says nothing: whoever sends one only makes this tab read the store.
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
    /** Whether calls are sent with this token now: a late 401 of another one says nothing of it. */
    isInUse: ({ token }: IssuedToken) => current()?.token.value === token.value,
    /** The client of the token that was used last. */
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
    /** Forgets the credentials and the token. Rejects if the store keeps them all the same. */
    async reset() {
      // An answer that is just arriving must not be used either.
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

/** A delay that a timer can wait for, in ms. */
const timer = (ms: number) => Math.min(Math.max(ms, 1_000), LONGEST_TIMER)
