import { type Query, QueryClient } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import { checkQueryClient } from './checkQueryClient.ts'
import { LONGEST_TIMER, msUntilRenewal } from './lifetime.ts'
import { LONGEST_PAUSE, pauseAfter } from './pauseAfter.ts'

/** The part of the query that its options read. */
export interface TokenQueryState {
  readonly state: {
    readonly data: AccessToken | undefined
    readonly status: string
    readonly dataUpdatedAt: number
  }
}

/** What {@link createTokenQuery} needs. */
export interface TokenQueryParts {
  /**
   * Acquires a token. `isWaitedFor` tells whether a caller waits for it, or focus or the network
   * started it before the timer would have.
   */
  readonly acquire: (isWaitedFor: () => boolean) => Promise<AccessToken>
  /** The token in use, if it is good. */
  readonly current: () => AccessToken | undefined
  /** How many ms before its expiry a token is renewed. Default: see `renewalMargin`. */
  readonly renewBefore: number | undefined
}

/**
 * Creates the query that acquires and renews the token. Its query client is not the application's:
 * the token must not be dehydrated, persisted, cleared or shown by devtools, and no default option
 * may affect it.
 */
export function createTokenQuery({ acquire, current, renewBefore }: TokenQueryParts) {
  const queryClient = new QueryClient()
  checkQueryClient(queryClient)
  /** Whether a caller asked for the current acquisition. */
  let requestedByCaller = true
  /** When the timer tries again after a failure; 0 after a success. */
  let nextAttemptAt = 0

  const isWaitedFor = () => requestedByCaller || Date.now() + 100 < nextAttemptAt

  const options = {
    queryKey: ['token'],
    queryFn: () =>
      acquire(isWaitedFor).then(
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
    staleTime: ({ state: { dataUpdatedAt } }: TokenQueryState) => {
      // Not the query's data: a reset can end between the acquisition and its data.
      const token = current()
      // Not 0 for a bad token: after the clock ran backwards, 0 would still count as fresh.
      if (!token) return -Infinity
      const left = Date.now() + msUntilRenewal(token, renewBefore) - dataUpdatedAt
      return Math.min(left, LONGEST_TIMER - 1)
    },
    // From absolute times, because each render calls this: a restarted delay would never end.
    refetchInterval: ({ state: { data, status } }: TokenQueryState) => {
      if (status === 'error') return timer(Math.min(untilNextAttempt(), LONGEST_PAUSE))
      return data ? timer(msUntilRenewal(data, renewBefore)) : false
    },
    refetchIntervalInBackground: true,
    refetchOnReconnect: true,
  }
  const untilNextAttempt = () => (requestedByCaller ? Infinity : nextAttemptAt - Date.now())
  const query: Query<AccessToken, PassError, AccessToken, string[]> = queryClient
    .getQueryCache()
    .build(queryClient, options)

  /** Concurrent callers share one promise: a thousand separate ones take 10 ms. */
  let requested: Promise<AccessToken> | undefined

  return {
    queryClient,
    options,
    query,
    /** Resolves with the token of one acquisition that all callers of this tab share. */
    request(): Promise<AccessToken> {
      requestedByCaller = true
      if (!requested) {
        const settled = () => {
          requested = undefined
        }
        requested = queryClient.query(options)
        void requested.then(settled, settled)
      }
      return requested
    },
    /** Acquires a token again if a component uses it. */
    refetch: () => void queryClient.refetchQueries({ type: 'active' }, { cancelRefetch: false }),
  }
}

/** Limits a delay to what a timer can wait for: 1 s to `LONGEST_TIMER`, in ms. */
const timer = (ms: number) => Math.min(Math.max(ms, 1_000), LONGEST_TIMER)
