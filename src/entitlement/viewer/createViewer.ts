import type { QueryClient } from '@tanstack/react-query'
import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { PassNetworkError } from '../../errors/PassNetworkError.ts'
import { onPageEvent } from '../../platform/onPageEvent.ts'
import { onPageRestored } from '../../platform/onPageRestored.ts'
import { answerCaches } from '../../react/answerCaches.ts'
import { readPending, signInKey } from '../signIn/pending.ts'
import { createViewerQueries, QUESTION, READING } from './createViewerQueries.ts'
import {
  lateChange,
  mvpdWithoutProfile,
  type ProfileChange,
  profilesOf,
  withChange,
} from './profileQuestion.ts'
import { viewerIdentity } from './viewerIdentity.ts'
import { OUTDATED, type PickedMvpd } from './viewerRecord.ts'
import { createViewerRepository, type ViewerRepository } from './viewerRepository.ts'

/** What the page knows about the viewer of one client, and how it asks the server. */
export type Viewer = ReturnType<typeof createViewer>

/** The prefix of the query keys of preauthorizations. */
export const PREAUTHORIZED = ['preauthorized']

/**
 * Creates the viewer of a client. Its queries have a private query client, as the token does: the
 * application's default options, `clear()`, persister, and a second or replaced query client must
 * not affect the hooks.
 */
export function createViewer(pass: PassClient) {
  const { emit } = clientParts(pass)
  const repository: ViewerRepository = createViewerRepository(pass)
  const queries = createViewerQueries({ pass, repository, report })
  const { question, ask, readOnce } = queries
  const queryClient: QueryClient = queries.queryClient
  const known = () => repository.getState().record
  const mvpdsInUse = () => profilesOf(known()).map(({ mvpd }) => mvpd)
  /** The MVPDs for which `signed-in` was emitted, or whose sign-in this page completed. */
  const reported = new Set<string>()
  let mounts = 0
  let stopListening: readonly (() => void)[] = []

  /**
   * Emits `signed-in` for viewers that the page finds, unless a sign-in in progress will emit it.
   */
  function report(source: 'store' | 'server') {
    if (readPending(signInKey(pass))) return
    for (const mvpd of mvpdsInUse()) {
      if (reported.has(mvpd)) continue
      reported.add(mvpd)
      emit({ type: 'signed-in', mvpd, source })
    }
  }

  let answeredAt: number | undefined
  repository.subscribe(() => {
    const { record } = repository.getState()
    const identity = record.answer && viewerIdentity(record.answer, record.commits)
    answerCaches(pass).setViewer(identity)
    if (record.answeredAt === answeredAt) return
    answeredAt = record.answeredAt
    if (answeredAt !== undefined) {
      queryClient.setQueryData(QUESTION, answeredAt, { updatedAt: answeredAt })
    } else {
      void queryClient.resetQueries({
        queryKey: QUESTION,
        // A query that is fetching asks again by itself, and its callers get the new response.
        predicate: (query) => query.state.fetchStatus === 'idle',
      })
    }
  })

  pass.subscribe(({ type }) => {
    if (type !== 'reset' && type !== 'credentials-replaced') return
    reported.clear()
    repository.forget()
    readAgain()
  })

  /** Reads the store again. A read that is in progress is not cancelled: it repeats by itself. */
  function readAgain() {
    void queryClient.refetchQueries({ queryKey: READING, type: 'active' }, { cancelRefetch: false })
  }

  const onOnline = () =>
    void queryClient.refetchQueries(
      { type: 'active', predicate: ({ state }) => state.error instanceof PassNetworkError },
      { cancelRefetch: false },
    )

  return {
    ...queries,
    repository,
    /** Listens for focus and network, until the returned function is called. */
    mount() {
      queryClient.mount()
      if (!mounts++) {
        stopListening = [onPageEvent('online', onOnline), onPageRestored(readAgain)]
      }
      return () => {
        queryClient.unmount()
        if (--mounts) return
        for (const stop of stopListening) stop()
      }
    },
    /** Stores the MVPD that the viewer picked. `undefined` forgets it. */
    pick: (mvpd: PickedMvpd | undefined) => repository.change((record) => ({ ...record, mvpd })),
    /** Uses the profile with this MVPD from now on, if there is one. */
    choose: (mvpd: string) =>
      repository.change((record) =>
        record.answer?.profiles[mvpd] ? { ...record, chosen: mvpd } : record,
      ),
    /** Applies a sign-in or a sign-out. It is shown once it is stored, or could not be. */
    async commit({ commits = known().commits, ...result }: ProfileChange) {
      const change = { ...result, commits }
      const { gone, found, chosen } = change
      // The sign-in emits `signed-in` itself.
      for (const mvpd of Object.keys(found)) reported.add(mvpd)
      if (chosen !== undefined) reported.add(chosen)
      // Earlier responses to the application's queries belong to an unknown viewer.
      answerCaches(pass).expectViewer()
      await repository.commit({
        apply: (record) => withChange(record, change),
        applyLate: (record) => withChange(record, lateChange(record, change)),
      })
      if (gone.length) queryClient.removeQueries({ queryKey: PREAUTHORIZED, type: 'inactive' })
    },
    /**
     * Asks the server who is signed in, unless it has answered after `since` (ms since the epoch).
     * If the viewer has a profile with `mvpd`, asks only about that one. Concurrent callers share
     * one call.
     */
    askAgain(mvpd: string, since: number): void {
      const { answer, answeredAt: answered = OUTDATED } = known()
      if (answered > since) return
      const about = answer?.profiles[mvpd] && {
        queryKey: ['profile', mvpd],
        queryFn: () => ask({ mvpd }),
        gcTime: 0,
      }
      // The query's state holds the error.
      queryClient.query({ ...question, ...about, staleTime: -Infinity }).catch(() => {})
    },
    /**
     * If nobody is signed in, marks that response as outdated, so that the next page asks again.
     * Stored once `viewerStored` resolves.
     */
    doubtNobody(): void {
      void repository.change((record) =>
        record.answer && !profilesOf(record).length ? { ...record, answeredAt: OUTDATED } : record,
      )
    },
    /**
     * Resolves with the MVPDs with which the viewer is signed in, the one in use first: from
     * memory, else from the store, else from the server.
     */
    async knownMvpds(): Promise<readonly string[]> {
      await readOnce()
      if (mvpdsInUse().length) return mvpdsInUse()
      await queryClient.query(question)
      const other = mvpdWithoutProfile(known())
      return mvpdsInUse().length || other === undefined ? mvpdsInUse() : [other]
    },
  }
}
