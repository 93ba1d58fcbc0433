import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { onPageEvent } from '../platform/onPageEvent.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import { answerCaches } from '../react/answerCaches.ts'
import { createViewerQueries, QUESTION, READING } from './createViewerQueries.ts'
import { readPending, signInKey } from './pending.ts'
import { lateChange, type ProfileChange, profilesOf, withChange } from './profileQuestion.ts'
import { viewerIdentity } from './viewerIdentity.ts'
import type { PickedMvpd } from './viewerRecord.ts'
import { createViewerRepository, type ViewerRepository } from './viewerRepository.ts'

/** What the page knows of the viewer of one client, and how it asks. */
export type Viewer = ReturnType<typeof createViewer>

/** The keys of preauthorizations begin with this. */
export const PREAUTHORIZED = ['preauthorized']

/**
 * Makes the viewer of a client. Its queries live in a query client of their own, as the token does:
 * an application's default options, `clear()`, persister, and a second or replaced query client do not
 * reach what the hooks promise of the viewer.
 */
export function createViewer(pass: PassClient) {
  const { emit } = clientParts(pass)
  const repository: ViewerRepository = createViewerRepository(pass)
  const queries = createViewerQueries({ pass, repository, report })
  const { queryClient, question, ask, readOnce } = queries
  const known = () => repository.getState().record
  const mvpdsInUse = () => profilesOf(known()).map(({ mvpd }) => mvpd)
  /** The MVPDs that `signed-in` was raised for, or whose sign-in this page has seen. */
  const reported = new Set<string>()
  let mounts = 0
  let stopListening: readonly (() => void)[] = []

  /** Raises `signed-in` for the viewers that the page finds, unless a sign-in will do so. */
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
    if (record.answer) answerCaches(pass).setViewer(viewerIdentity(record.answer, record.commits))
    if (record.answeredAt === answeredAt) return
    answeredAt = record.answeredAt
    if (answeredAt !== undefined) {
      queryClient.setQueryData(QUESTION, answeredAt, { updatedAt: answeredAt })
    } else {
      void queryClient.resetQueries({
        queryKey: QUESTION,
        // A caller that waits for an answer gets it: the query asks again.
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

  /** A read that is under way notices by itself that it was too early. */
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
    /** Remembers the MVPD that the viewer has picked, or that there is none any more. */
    pick: (mvpd: PickedMvpd | undefined) => repository.change((record) => ({ ...record, mvpd })),
    /** Takes the profile with this MVPD from now on, if it is known. */
    choose: (mvpd: string) =>
      repository.change((record) =>
        record.answer?.profiles[mvpd] ? { ...record, chosen: mvpd } : record,
      ),
    /** Takes over a sign-in or a sign-out, which is shown once it is stored, or could not be. */
    async commit(change: ProfileChange) {
      const { gone, found, chosen } = change
      // The sign-in raises `signed-in` itself.
      for (const mvpd of Object.keys(found)) reported.add(mvpd)
      if (chosen !== undefined) reported.add(chosen)
      // Earlier answers to the application's queries may be about anybody.
      answerCaches(pass).expectViewer()
      const { commits } = known()
      await repository.commit((record, late) =>
        withChange(record, late ? lateChange(record, change, commits) : change),
      )
      if (gone.length) queryClient.removeQueries({ queryKey: PREAUTHORIZED, type: 'inactive' })
    },
    /**
     * Asks who is signed in, unless that was answered after `since` (ms since the epoch): with `mvpd`,
     * if the viewer is known to be signed in with it. Concurrent callers share one call.
     */
    askAgain(mvpd: string, since: number): void {
      const { answer, answeredAt: answered = 0 } = known()
      if (answered > since) return
      const about = answer?.profiles[mvpd] && {
        queryKey: ['profile', mvpd],
        queryFn: () => ask({ mvpd }),
        gcTime: 0,
      }
      // The state of the query holds what goes wrong.
      queryClient.query({ ...question, ...about, staleTime: -Infinity }).catch(() => {})
    },
    /**
     * Makes the page that loads next ask who is signed in, if it is known that nobody is: the time of
     * that answer is forgotten. Stored once `viewerStored` resolves.
     */
    doubtNobody(): void {
      void repository.change((record) =>
        record.answer && !profilesOf(record).length ? { ...record, answeredAt: 0 } : record,
      )
    },
    /**
     * Resolves with the MVPDs with which the viewer is signed in, the one in use first. They come from
     * memory, else from the store, else from the server.
     */
    async knownMvpds(): Promise<readonly string[]> {
      await readOnce()
      if (mvpdsInUse().length) return mvpdsInUse()
      await queryClient.query(question)
      // A degraded MVPD lets the viewer in, and may name no profile.
      const { chosen } = known()
      return mvpdsInUse().length || !chosen ? mvpdsInUse() : [chosen]
    },
  }
}
