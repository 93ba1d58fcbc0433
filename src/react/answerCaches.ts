import { type Query, type QueryClient, type QueryKey, skipToken } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { perClient } from '../client/perClient.ts'
import { endpointMethod, type PassEndpoint } from '../wire/passEndpoint.ts'
import { passKeyPrefix } from './passKeyPrefix.ts'

/**
 * The application's query caches that hold answers of one client.
 *
 * An answer belongs to a registration and to the viewers who are signed in with it. When one of
 * these changes, earlier answers are reset: active queries are refetched, the others are emptied.
 * This needs no mounted provider. A note in each cache says whose answers it holds (a fingerprint,
 * not a secret), because an application may persist a cache between visits.
 */
export interface AnswerCaches {
  /**
   * Counts the changes that affect an endpoint. An answer requested before a change must not be
   * kept.
   */
  readonly epoch: (endpoint: PassEndpoint<unknown>) => number
  /**
   * Call it when a cache gets an answer. Resets the cache first if it holds another owner's
   * answers.
   */
  readonly add: (queryClient: QueryClient) => void
  /**
   * Resets a cache that holds another owner's answers. The cache is in use until the returned
   * function is called.
   */
  readonly mount: (queryClient: QueryClient) => () => void
  /**
   * Sets who is signed in, as a fingerprint of the profiles. `undefined` if the page does not know
   * it (any more).
   */
  readonly setViewer: (viewer: string | undefined) => void
  /** Call it before the first viewer is known: earlier answers belong to an unknown viewer. */
  readonly expectViewer: () => void
}

/** The caches with answers of this client. */
export const answerCaches = perClient(createAnswerCaches)

function createAnswerCaches(pass: PassClient): AnswerCaches {
  const { owner, ownerInUse } = clientParts(pass)
  const { serviceProvider } = pass
  const prefix = passKeyPrefix(pass)
  const registrationNote = [...prefix, REGISTRATION]
  const viewerNote = [...prefix, serviceProvider, SIGNED_IN]
  /** How often each cache is mounted. */
  const mounts = new Map<QueryClient, number>()
  let viewer: string | undefined
  let registrations = 0
  let viewers = 0

  const resetAll = (queryClient: QueryClient) =>
    void queryClient.resetQueries({
      queryKey: prefix,
      predicate: (query) => mayReset(query) && !isNote(query),
    })
  /** Resets a cache whose owner is unknown, and removes its notes. */
  const startAnew = (queryClient: QueryClient) => {
    queryClient.removeQueries({ queryKey: prefix, predicate: isNote })
    resetAll(queryClient)
  }
  const resetViewers = (queryClient: QueryClient) =>
    void queryClient.resetQueries({
      queryKey: [...prefix, serviceProvider],
      predicate: (query) => mayReset(query) && !isNote(query) && !isAnswerForAll(query),
    })

  pass.subscribe(({ type }) => {
    if (type !== 'credentials-replaced' && type !== 'reset') return
    registrations++
    viewer = undefined
    for (const queryClient of mounts.keys()) startAnew(queryClient)
  })

  /** Removes caches that are unused and empty: they would stay in memory as long as the client. */
  const prune = () => {
    for (const [queryClient, count] of mounts) {
      const answers = queryClient.getQueryCache().findAll({
        queryKey: prefix,
        predicate: (query) => query.state.data !== undefined && !isNote(query),
      })
      if (!count && !answers.length) mounts.delete(queryClient)
    }
  }

  const track = (queryClient: QueryClient) => {
    if (mounts.has(queryClient)) return
    prune()
    mounts.set(queryClient, 0)
  }

  const isNoted = (queryClient: QueryClient) =>
    queryClient.getQueryData(registrationNote) !== undefined

  /** Notes the owners of a cache that the page knows, and resets the answers of others. */
  const note = (queryClient: QueryClient) => {
    // Until the page knows a viewer, a cache keeps its note from an earlier visit.
    const isViewerNoted = queryClient.getQueryData(viewerNote) !== undefined
    if (
      (viewer !== undefined || !isViewerNoted) &&
      noteOwner(queryClient, viewerNote, viewer ?? UNKNOWN)
    ) {
      resetViewers(queryClient)
    }
    const registration = ownerInUse()
    if (registration !== undefined && noteOwner(queryClient, registrationNote, registration)) {
      resetAll(queryClient)
    }
  }

  const changeViewer = (next: string) => {
    if (next === viewer) return
    if (viewer !== undefined) viewers++
    viewer = next
    for (const queryClient of mounts.keys()) if (isNoted(queryClient)) note(queryClient)
  }

  return {
    epoch: (endpoint) =>
      isSameForAll(endpointMethod(endpoint), endpoint.path)
        ? registrations
        : registrations + viewers,
    add(queryClient) {
      // A server creates a cache per request, so no cache outlives its viewer.
      if (typeof document === 'undefined') return
      track(queryClient)
      note(queryClient)
    },
    mount(queryClient) {
      track(queryClient)
      mounts.set(queryClient, (mounts.get(queryClient) ?? 0) + 1)
      if (isNoted(queryClient)) {
        const noted = queryClient.getQueryData(registrationNote)
        note(queryClient)
        if (ownerInUse() === undefined) {
          // The cache is from an earlier visit, and this page has used no token yet.
          void owner().then((stored) => {
            if ((ownerInUse() ?? stored) !== noted) startAnew(queryClient)
          })
        }
      }
      return () => void mounts.set(queryClient, (mounts.get(queryClient) ?? 1) - 1)
    },
    setViewer(next) {
      if (next !== undefined) changeViewer(next)
      else if (viewer !== undefined) changeViewer(UNKNOWN)
    },
    expectViewer() {
      if (viewer === undefined) changeViewer(UNKNOWN)
    },
  }
}

const REGISTRATION = 'registration'
const SIGNED_IN = 'signed-in'

/** The owner of answers that arrived while the page knew no viewer. */
const UNKNOWN = 'unknown'

/** Whether a query is a note about the owner and not an answer. */
const isNote = ({ queryKey: { length, 2: third, 3: fourth } }: Query) =>
  (length === 3 && third === REGISTRATION) || (length === 4 && fourth === SIGNED_IN)

/** Notes the owner of a cache. Returns whether the note named another owner before. */
function noteOwner(queryClient: QueryClient, queryKey: QueryKey, owner: string): boolean {
  const cache = queryClient.getQueryCache()
  // Not with `find`, which searches all queries.
  const note = cache.get(queryClient.defaultQueryOptions({ queryKey }).queryHash)
  const noted = note?.state.data
  // A hydrated note has the application's `gcTime`, and would be removed before the answers.
  if (note && noted === owner && note.options.gcTime === Infinity) return false
  if (note) cache.remove(note)
  cache.build(queryClient, { queryKey, gcTime: Infinity, queryFn: skipToken })
  queryClient.setQueryData(queryKey, owner)
  return noted !== undefined && noted !== owner
}

/** Skips queries that a loader waits for: their call is repeated with the new token. */
const mayReset = (query: Query) => query.isActive() || query.state.fetchStatus === 'idle'

const isAnswerForAll = ({ queryKey: [, , , method, path] }: Query) =>
  isSameForAll(String(method), String(path))

/** The list of MVPDs is the same for all viewers. */
const isSameForAll = (method: string, path: string) =>
  method === 'GET' && path.endsWith('/configuration')
