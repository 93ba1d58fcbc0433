import {
  type DataTag,
  type QueryClient,
  type QueryKey,
  type SkipToken,
  skipToken,
  type UseQueryOptions,
} from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { LONGEST_TIMER } from '../token/lifetime.ts'
import { defined } from '../wire/defined.ts'
import {
  checkEndpoint,
  endpointMethod,
  endpointPath,
  type PassEndpoint,
} from '../wire/passEndpoint.ts'
import { answerCaches } from './answerCaches.ts'
import { passKeyPrefix } from './passKeyPrefix.ts'

/** The options of `useQuery` without `queryKey` and `queryFn`. */
export type PassQueryOptions<T = unknown, S = T> = Omit<
  UseQueryOptions<T, PassError, S>,
  'queryKey' | 'queryFn'
>

/** The result of {@link passQueryOptions}, for `useQueries`, `prefetchQuery` and loaders. */
export type PassQuery<T, S> = PassQueryOptions<T, S> & {
  /** Identifies the response. It holds no secret. */
  queryKey: DataTag<QueryKey, T, PassError>
  /** Makes the call. Rejects as `PassClient.request` does. */
  queryFn: (context: {
    /** Aborts the call. */
    signal: AbortSignal
    /** The query client whose cache keeps the response. */
    client?: QueryClient
  }) => Promise<T>
}

/** A {@link PassQuery} for an endpoint that may be `skipToken`. */
export type SkippablePassQuery<T, S> = Omit<PassQuery<T, S>, 'queryFn'> & {
  /** Makes the call, or `skipToken`: nothing is fetched. */
  queryFn: PassQuery<T, S>['queryFn'] | SkipToken
}

/**
 * Query options for a protected call. `retry` defaults to `false`, because the client has retried
 * already. `staleTime` defaults to the endpoint's. The key holds no secret:
 * `['react-adobe-pass', client, serviceProvider, method, path, query, body, key]`.
 *
 * @example
 * await queryClient.prefetchQuery(passQueryOptions(pass, configuration()))
 */
export function passQueryOptions<T = unknown, S = T>(
  pass: PassClient,
  endpoint: string | PassEndpoint<T>,
  options?: PassQueryOptions<T, S>,
): PassQuery<T, S>
/** The same for an endpoint that may be `skipToken`: nothing is fetched then. */
export function passQueryOptions<T = unknown, S = T>(
  pass: PassClient,
  endpoint: string | PassEndpoint<T> | SkipToken,
  options?: PassQueryOptions<T, S>,
): SkippablePassQuery<T, S>
export function passQueryOptions<T, S>(
  pass: PassClient,
  given: string | PassEndpoint<T> | SkipToken,
  options?: PassQueryOptions<T, S>,
): SkippablePassQuery<T, S> {
  const rest = { retry: false, ...defined(options) }
  if (given === skipToken) {
    return { ...rest, queryKey: tagged([...passKeyPrefix(pass), 'skipped']), queryFn: skipToken }
  }
  const endpoint: PassEndpoint<T> = typeof given === 'string' ? { path: given } : given
  checkEndpoint(endpoint)
  const { body, key, staleTime } = endpoint
  return {
    ...staleTimeOf(staleTime),
    ...rest,
    queryKey: tagged([
      ...passKeyPrefix(pass),
      pass.serviceProvider,
      endpointMethod(endpoint),
      endpointPath({ ...endpoint, query: undefined }, pass.serviceProvider),
      endpoint.query,
      body instanceof URLSearchParams ? String(body) : body,
      key,
    ]),
    queryFn: ({ signal, client }) => askFor({ pass, endpoint, signal, queryClient: client }),
  }
}

/** Makes the call, and notes in the cache whose answer it holds. */
async function askFor<T>({
  pass,
  endpoint,
  signal,
  queryClient,
}: {
  readonly pass: PassClient
  readonly endpoint: PassEndpoint<T>
  readonly signal: AbortSignal
  readonly queryClient: QueryClient | undefined
}): Promise<T> {
  const caches = answerCaches(pass)
  for (;;) {
    const epoch = caches.epoch(endpoint)
    const answer = await pass.request(endpoint, { signal })
    // The registration or the viewer has changed meanwhile: the answer belongs to the previous one.
    if (epoch !== caches.epoch(endpoint)) continue
    if (queryClient) caches.add(queryClient)
    return answer
  }
}

// The tag is there for the compiler only.
const tagged = <T>(key: QueryKey) => key as DataTag<QueryKey, T, PassError>

function staleTimeOf<T, S>(staleTime: PassEndpoint<T>['staleTime']): PassQueryOptions<T, S> {
  if (staleTime === undefined) return {}
  if (typeof staleTime === 'number') return { staleTime }
  return {
    staleTime: ({ state: { data, dataUpdatedAt } }) =>
      data === undefined ? 0 : Math.min(staleTime(data, dataUpdatedAt), LONGEST_TIMER - 1),
  }
}
