import { QueryClient } from '@tanstack/react-query'
import { judgeDcr } from '../credentials/dcrRules.ts'
import type { PassError } from '../errors/PassError.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import type { TabChannel } from '../tabs/tabChannel.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import type { TokenFlight } from './acquireToken.ts'
import { checkQueryClient } from './checkQueryClient.ts'
import { LONGEST_TIMER } from './lifetime.ts'
import { LONGEST_PAUSE, pauseAfter } from './pauseAfter.ts'
import type { TokenEvent } from './TokenEvent.ts'

/** What the vault's options are told of its query. */
interface TokenQuery {
  readonly state: {
    readonly data: AccessToken | undefined
    readonly status: string
    readonly dataUpdatedAt: number
  }
}

/** Where the access token lives while the page does: a query client that nobody else can reach. */
export type TokenVault = ReturnType<typeof createTokenVault>

/**
 * Makes the vault. Its query client is not the application's: the token must not be dehydrated,
 * persisted, cleared or shown by devtools, and no default option may reach it.
 *
 * @param channel tells the other tabs to look at the store.
 * @param left ms until a token should be renewed.
 */
export function createTokenVault(
  channel: TabChannel,
  flight: TokenFlight,
  left: (token: AccessToken) => number,
  emit: (event: TokenEvent) => void,
) {
  const queryClient = new QueryClient()
  checkQueryClient(queryClient)
  let heartbeat: ReturnType<typeof setInterval> | undefined
  let mounts = 0
  let stopListening: readonly (() => void)[] = []
  let asked = 0
  /**
   * Before this, somebody waits for what is fetched: a viewer, a focus, a network that is back.
   * From then on it is the timer's, which may be a little early.
   */
  let due = Infinity

  const options = {
    queryKey: ['token'],
    queryFn: () =>
      flight
        .obtain((failure) => (Date.now() + 100 < due ? judgeDcr(failure) : undefined))
        .then(
          (token) => {
            due = 0
            return token
          },
          (error: unknown) => {
            const { errorUpdatedAt, dataUpdatedAt } = query.state
            const quiet = errorUpdatedAt > dataUpdatedAt ? Date.now() - errorUpdatedAt : 0
            due = Date.now() + pauseAfter(quiet)
            throw error
          },
        ),
    networkMode: 'always' as const,
    retry: false,
    gcTime: Infinity,
    // Not 0 where a token is not good: with a clock that ran backwards, 0 would call it fresh.
    staleTime: ({ state: { data, dataUpdatedAt } }: TokenQuery) =>
      data && flight.isGood(data)
        ? Math.min(Date.now() + left(data) - dataUpdatedAt, LONGEST_TIMER - 1)
        : -Infinity,
    // From absolute times, for it is asked at every render: a delay begun anew would never end.
    refetchInterval: ({ state: { data, status } }: TokenQuery) => {
      const wait =
        status !== 'error' ? data && left(data) : Math.min(due - Date.now(), LONGEST_PAUSE)
      return wait !== undefined && Math.min(Math.max(wait, 1_000), LONGEST_TIMER)
    },
    refetchIntervalInBackground: true,
    refetchOnReconnect: true,
  }
  const query = queryClient
    .getQueryCache()
    .build<AccessToken, PassError, AccessToken, string[]>(queryClient, options)

  /** The token in memory, if it is good: no lock, no storage, no promise. */
  const current = () => {
    const token = query.state.data
    return token && flight.isGood(token) ? token : undefined
  }
  const isInUse = (token: AccessToken) => current()?.value === token.value
  /** One question for all who ask at once: a thousand of their own take 10 ms. */
  let asking: Promise<AccessToken> | undefined
  const ask = () => {
    due = Infinity
    if (!asking) {
      const answered = () => {
        asking = undefined
      }
      asking = queryClient.query(options)
      void asking.then(answered, answered)
    }
    return asking
  }
  const refetch = () =>
    void queryClient.refetchQueries({ type: 'active' }, { cancelRefetch: false })
  const adopt = (token: AccessToken | undefined) => {
    if (token) queryClient.setQueryData(options.queryKey, token)
    else {
      // Not `query.reset()`: that would cancel a flight, and reject those who wait for it.
      query.setState({ data: undefined, error: null, status: 'pending' })
      emit({ type: 'reset' })
      refetch()
    }
  }
  const look = async () => {
    // Without a token there is nothing to correct, and a flight looks for itself.
    if (!query.state.data || query.state.fetchStatus !== 'idle' || asked++) return
    // What comes meanwhile is one look more, however much it is.
    for (let seen = 0; seen !== asked; ) {
      seen = asked
      await flight.look(adopt)
    }
    asked = 0
  }

  return {
    queryClient,
    options,
    /** Listens for other tabs, focus and network, until the returned function is called. */
    mount() {
      queryClient.mount()
      if (!mounts++) {
        // A message says nothing: whoever sends one only makes this tab read the store.
        stopListening = [channel.listen(look), onPageRestored(look)]
        heartbeat = setInterval(() => {
          // Sleep stops timers, not clocks.
          if (query.state.status === 'success' && !current()) refetch()
          // Messages get lost, and a store that failed may work again.
          else void look()
        }, 30_000)
        void look()
      }
      return () => {
        queryClient.unmount()
        if (--mounts) return
        for (const stop of stopListening) stop()
        clearInterval(heartbeat)
      }
    },
    /** A good token: from memory, else of a flight that everybody in this tab shares. */
    getToken(): Promise<AccessToken> {
      const token = current()
      // A flight that was under way may answer with a token that was rejected meanwhile.
      return token
        ? Promise.resolve(token)
        : ask().then((answer) => (flight.isGood(answer) ? answer : ask()))
    },
    /** Whether calls are sent with this token now. A late 401 of another one says nothing of it. */
    isInUse,
    /** A call with this token was answered with a 401. */
    reject(token: AccessToken) {
      if (!isInUse(token)) return
      flight.reject(token)
      query.invalidate()
    },
    async reset() {
      try {
        await flight.reset()
      } finally {
        adopt(undefined)
        channel.notify()
      }
    },
  }
}
