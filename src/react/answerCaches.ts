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
 * these changes, the answers of before are reset: queries in use are asked anew, the others are
 * emptied. That needs no mounted provider. In each cache a note says whose answers it holds (a
 * fingerprint, no secret), because an application may keep a cache over visits.
 */
export interface AnswerCaches {
  /** Counts the changes that concern an endpoint: an answer asked for before one must not be kept. */
  readonly epoch: (endpoint: PassEndpoint<unknown>) => number
  /** Notes that a cache is given an answer. It is reset before, where it holds another owner's. */
  readonly add: (queryClient: QueryClient) => void
  /**
   * Resets what a cache holds of another owner. It is in use until the returned function is called.
   */
  readonly mount: (queryClient: QueryClient) => () => void
  /** Says who is signed in, by a fingerprint of the profiles. */
  readonly setViewer: (viewer: string) => void
  /** Says that the first viewer is about to be known: who it was until now, nobody can tell. */
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
  /** Resets a cache whose answers are of nobody that is known, and what it notes of them. */
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

  /** Forgets the caches that are in use no more and hold nothing: each would live as long as the client. */
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

  /** Notes whose answers a cache holds, as far as the page knows, and resets those of others. */
  const note = (queryClient: QueryClient) => {
    // Until the page knows a viewer, a cache keeps the note that it has from an earlier visit.
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

  const setViewer: AnswerCaches['setViewer'] = (next) => {
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
      // On a server a cache is made for each request, and none of them outlives its viewer.
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
          // The cache is of an earlier visit, and this page has used no token yet.
          void owner().then((stored) => {
            if ((ownerInUse() ?? stored) !== noted) startAnew(queryClient)
          })
        }
      }
      return () => void mounts.set(queryClient, (mounts.get(queryClient) ?? 1) - 1)
    },
    setViewer,
    expectViewer() {
      if (viewer === undefined) setViewer(UNKNOWN)
    },
  }
}

const REGISTRATION = 'registration'
const SIGNED_IN = 'signed-in'

/** Whose an answer is that came before the page knew any viewer: anybody's. */
const UNKNOWN = 'unknown'

/** Whether a query of ours is no answer, but says whose the answers are. */
const isNote = ({ queryKey: { length, 2: third, 3: fourth } }: Query) =>
  (length === 3 && third === REGISTRATION) || (length === 4 && fourth === SIGNED_IN)

/** Notes in a cache whose answers it holds. Returns whether it held another one's. */
function noteOwner(queryClient: QueryClient, queryKey: QueryKey, owner: string): boolean {
  const cache = queryClient.getQueryCache()
  // Not by `find`, which looks at every query.
  const note = cache.get(queryClient.defaultQueryOptions({ queryKey }).queryHash)
  const noted = note?.state.data
  // A note that was hydrated has the application's `gcTime`, and would be dropped before the answers.
  if (note && noted === owner && note.options.gcTime === Infinity) return false
  if (note) cache.remove(note)
  cache.build(queryClient, { queryKey, gcTime: Infinity, queryFn: skipToken })
  queryClient.setQueryData(queryKey, owner)
  return noted !== undefined && noted !== owner
}

/** What a loader waits for is left: it is asked anew, and gets its answer with the new token. */
const mayReset = (query: Query) => query.isActive() || query.state.fetchStatus === 'idle'

const isAnswerForAll = ({ queryKey: [, , , method, path] }: Query) =>
  isSameForAll(String(method), String(path))

/** The list of MVPDs is the same for all viewers. */
const isSameForAll = (method: string, path: string) =>
  method === 'GET' && path.endsWith('/configuration')
