import { QueryClient } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassApiError } from '../errors/PassApiError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { onPageEvent } from '../platform/onPageEvent.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import { answerCaches } from '../react/answerCaches.ts'
import { type Profiles, profile, profiles } from '../rest-v2/profiles.ts'
import { LONGEST_TIMER } from '../token/lifetime.ts'
import { fingerprint } from '../wire/encoding.ts'
import { readPending, signInKey } from './pending.ts'
import {
  freshUntil,
  lateChange,
  mvpdToAskFor,
  type ProfileChange,
  profilesOf,
  withAnswer,
  withChange,
} from './profileQuestion.ts'
import type { PickedMvpd, ViewerRecord } from './viewerRecord.ts'
import { createViewerRepository, type ViewerRepository } from './viewerRepository.ts'

/** What the page knows of the viewer of one client, and how it asks. */
export type Viewer = ReturnType<typeof createViewer>

const READING = ['viewer']
const QUESTION = ['profiles']

/** What the keys of preauthorizations begin with. */
export const PREAUTHORIZED = ['preauthorized']

/**
 * Makes the viewer of a client. Their queries live in a query client of their own, as the token
 * does: an application's default options, `clear()`, persister, and a second or replaced query client
 * do not reach what the hooks promise of the viewer.
 */
export function createViewer(pass: PassClient) {
  const { emit } = clientParts(pass)
  const repository: ViewerRepository = createViewerRepository(pass)
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
  const known = () => repository.getState().record
  /** The MVPDs that `signed-in` was raised for, or whose sign-in this page has seen. */
  const reported = new Set<string>()
  let mounts = 0
  let stopListening: readonly (() => void)[] = []

  /** Raises `signed-in` for the viewers that the page finds, but while a sign-in is to tell of them. */
  function report(source: 'store' | 'server') {
    if (readPending(signInKey(pass))) return
    for (const { mvpd } of profilesOf(known())) {
      if (reported.has(mvpd)) continue
      reported.add(mvpd)
      emit({ type: 'signed-in', mvpd, source })
    }
  }

  /** Reads the store at mount and on focus: another tab may have written. */
  const reading = {
    queryKey: READING,
    // Not 0: with a clock that ran backwards, 0 would call it fresh.
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
   * Whether a refusal says that there is no profile: none, or a TempPass that is used up. Of a profile
   * that has ended any refusal does, such as that its MVPD is not known any more.
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
   * Asks the server and takes the answer over: about the profile with `mvpd`. Default: about the one
   * that the record asks for. Gives when what is known then was answered, in ms since the epoch.
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

  /** Who is signed in, as a query. Its data is when that was answered; the answer is in the record. */
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
      // Where the clock is wrong it says nothing of when to ask again: a refusal will.
      return left > 0 && Math.min(left + 1, LONGEST_TIMER)
    },
  }

  let answeredAt: number | undefined
  repository.subscribe(() => {
    const { record } = repository.getState()
    if (record.answer) answerCaches(pass).setViewer(identityOf(record.answer, record.commits))
    if (record.answeredAt === answeredAt) return
    answeredAt = record.answeredAt
    if (answeredAt !== undefined) {
      queryClient.setQueryData(QUESTION, answeredAt, { updatedAt: answeredAt })
    } else {
      void queryClient.resetQueries({
        queryKey: QUESTION,
        // Who waits for an answer gets it: it is asked for anew.
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
    repository,
    queryClient,
    reading,
    question,
    ask,
    readOnce,
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
      // Whoever brought it about says so.
      for (const mvpd of Object.keys(found)) reported.add(mvpd)
      if (chosen !== undefined) reported.add(chosen)
      // What the application's queries were answered before may be of anybody.
      answerCaches(pass).expectViewer()
      const { commits } = known()
      await repository.commit((record, late) =>
        withChange(record, late ? lateChange(record, change, commits) : change),
      )
      if (gone.length) queryClient.removeQueries({ queryKey: PREAUTHORIZED, type: 'inactive' })
    },
  }
}

interface AskOptions {
  readonly mvpd?: string | undefined
  /** Whether a profile stays that the answer lacks: it was asked for its metadata alone. */
  readonly keep?: boolean
  readonly signal?: AbortSignal | undefined
}

const NOBODY: Profiles = { profiles: {} }

/**
 * Tells viewers apart: by what they are signed in with, since when, and how often they have signed in
 * and out. A page may sign out a viewer whom only the application's own queries have seen.
 */
const identityOf = ({ profiles: all }: Profiles, commits: ViewerRecord['commits']) =>
  fingerprint(
    [
      ...Object.entries(all).map(
        ([mvpd, { type, notBefore }]) => `${mvpd} ${type === 'degraded' ? 0 : notBefore}`,
      ),
      ...Object.entries(commits ?? {}).map(([mvpd, count]) => `${mvpd} committed ${count}`),
    ]
      .sort()
      .join(),
  )
