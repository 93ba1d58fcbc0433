import { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../../client/PassClient.ts'
import { PassApiError } from '../../errors/PassApiError.ts'
import { answerCaches } from '../../react/answerCaches.ts'
import { type Profiles, profile, profiles } from '../../rest-v2/profiles.ts'
import { LONGEST_TIMER } from '../../token/lifetime.ts'
import { freshUntil, mvpdToAskFor, profilesOf, withAnswer } from './profileQuestion.ts'
import type { ViewerRepository } from './viewerRepository.ts'

/** The key of the query that reads the store. */
export const READING = ['viewer']

/** The key of the query that asks who is signed in. */
export const QUESTION = ['profiles']

/** What {@link createViewerQueries} needs. */
interface ViewerQueryParts {
  readonly pass: PassClient
  readonly repository: ViewerRepository
  /** Reports the viewers that the page has found. */
  readonly report: (source: 'store' | 'server') => void
}

/** What to ask the server about. */
export interface AskOptions {
  /** Default: the MVPD that `mvpdToAskFor` returns for the record. */
  readonly mvpd?: string | undefined
  /** Whether to keep a profile that the response lacks, because only its metadata was requested. */
  readonly keep?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Creates the queries about the viewer of a client, and their query client. */
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
    // Not 0: after the clock ran backwards, 0 would count as fresh.
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
   * Whether a refusal means that there is no profile, because nobody is signed in or a TempPass is
   * used up. If the profile has expired, any refusal that a retry cannot change means that too, for
   * instance because its MVPD is now unknown.
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
   * Asks the server about profiles and stores the response. Resolves with the time of the latest
   * response, in ms since the epoch.
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
      // The viewer signed in or out, or the registration was replaced: the response is outdated.
      await repository.stored()
      await readOnce()
      const { answeredAt } = known()
      if (answeredAt !== undefined) return answeredAt
    }
  }

  /**
   * The query that asks who is signed in. Its data is the time of the response. The response itself
   * is in the record.
   */
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
      // A valid profile with a past `notAfter` means that the clock is wrong: set no timer. The
      // next refusal makes the page ask again.
      return left > 0 && Math.min(left + 1, LONGEST_TIMER)
    },
  }

  return { queryClient, reading, readOnce, question, ask }
}

const NOBODY: Profiles = { profiles: {} }
