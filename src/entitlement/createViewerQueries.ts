import { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { PassApiError } from '../errors/PassApiError.ts'
import { answerCaches } from '../react/answerCaches.ts'
import { type Profiles, profile, profiles } from '../rest-v2/profiles.ts'
import { LONGEST_TIMER } from '../token/lifetime.ts'
import { freshUntil, mvpdToAskFor, profilesOf, withAnswer } from './profileQuestion.ts'
import type { ViewerRepository } from './viewerRepository.ts'

/** The key of the query that reads the store. */
export const READING = ['viewer']

/** The key of the query that asks who is signed in. */
export const QUESTION = ['profiles']

/** What the queries of a viewer work with. */
interface ViewerQueryParts {
  readonly pass: PassClient
  readonly repository: ViewerRepository
  /** Tells of the viewers that the page has found. */
  readonly report: (source: 'store' | 'server') => void
}

/** What to ask the server about. */
export interface AskOptions {
  /** Default: the MVPD that the record asks for. */
  readonly mvpd?: string | undefined
  /** Whether a profile stays that the answer lacks, because only its metadata was asked for. */
  readonly keep?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Makes the queries about the viewer of a client, and the query client that they live in. */
export function createViewerQueries({ pass, repository, report }: ViewerQueryParts) {
  const known = () => repository.getState().record
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        // The client has retried already.
        retry: false,
        gcTime: Infinity,
        refetchOnReconnect: true,
      },
    },
  })

  /** Reads the store at mount and on focus: another tab may have written. */
  const reading = {
    queryKey: READING,
    // Not 0: after the clock was put back, 0 would make it fresh.
    staleTime: -Infinity,
    queryFn: async () => {
      await repository.read()
      report('store')
      return true
    },
  }

  /** Reads the store, unless that was done since the registration was last replaced. */
  async function readOnce() {
    if (!repository.getState().isRead) await queryClient.query(reading)
  }

  /**
   * Whether a refusal says that there is no profile: there was none, or a TempPass is used up. For a
   * profile that has ended any refusal does, such as that its MVPD is not known any more.
   */
  function saysNobody({ action, code, status }: PassApiError, mvpd: string | undefined) {
    if (action === 'authentication') return true
    const notAfter = mvpd === undefined ? undefined : known().answer?.profiles[mvpd]?.notAfter
    const hasEnded = notAfter !== undefined && notAfter <= Date.now()
    return hasEnded && code !== undefined && action !== 'retry' && status < 500
  }

  async function fetchProfiles(mvpd: string | undefined, signal: AbortSignal | undefined) {
    try {
      return await pass.request(mvpd === undefined ? profiles() : profile({ mvpd }), { signal })
    } catch (error) {
      if (error instanceof PassApiError && saysNobody(error, mvpd)) return NOBODY
      throw error
    }
  }

  /**
   * Asks the server about profiles, and takes the answer over. Resolves with the time of the answer
   * that is known then, in ms since the epoch.
   */
  async function ask({ mvpd: about, signal, keep }: AskOptions = {}): Promise<number> {
    for (;;) {
      // Another tab may have stored a sign-in or a sign-out.
      await repository.read()
      const epoch = repository.epoch()
      const { commits } = known()
      const mvpd = about ?? mvpdToAskFor(known())
      const answer = await fetchProfiles(mvpd, signal)
      const at = Date.now()
      if (keep && mvpd !== undefined && !answer.profiles[mvpd]) return known().answeredAt ?? at
      if (epoch === repository.epoch()) {
        answerCaches(pass).expectViewer()
        await repository.learn((record) => withAnswer(record, { ...answer, mvpd, at, commits }))
        report('server')
        if (epoch === repository.epoch()) return at
      }
      // The viewer signed in or out, or the registration is another one: the answer is too old.
      await repository.stored()
      await readOnce()
      const { answeredAt } = known()
      if (answeredAt !== undefined) return answeredAt
    }
  }

  /** Who is signed in, as a query. Its data is the time of the answer, which is in the record. */
  const question = {
    queryKey: QUESTION,
    queryFn: async (): Promise<number> => {
      const wasRead = repository.getState().isRead
      await readOnce()
      const { answeredAt } = known()
      const isKnown = answeredAt !== undefined && freshUntil(known()) > Date.now()
      return !wasRead && isKnown ? answeredAt : ask()
    },
    staleTime: ({ state: { dataUpdatedAt } }: { state: { dataUpdatedAt: number } }) =>
      Math.min(freshUntil(known()) - dataUpdatedAt, LONGEST_TIMER - 1),
    refetchInterval: () => {
      const left = Math.min(...profilesOf(known()).map(({ notAfter }) => notAfter - Date.now()))
      // If the clock is wrong it cannot say when to ask again: a refusal will.
      return left > 0 && Math.min(left + 1, LONGEST_TIMER)
    },
  }

  return { queryClient, reading, readOnce, question, ask }
}

const NOBODY: Profiles = { profiles: {} }
