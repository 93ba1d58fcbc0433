import { inspect } from 'node:util'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import {
  type CredentialStore,
  createPassClient,
  type PassClient,
  PassError,
  passQueryOptions,
} from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { clientParts } from '../../src/client/createPassClient.ts'
import { authorization } from '../../src/entitlement/decisions/authorization.ts'
import { preauthorizations } from '../../src/entitlement/decisions/preauthorizations.ts'
import type { SignIn } from '../../src/entitlement/signIn/createSignIn.ts'
import { signInOf } from '../../src/entitlement/signIn/signInOf.ts'
import type { Viewer } from '../../src/entitlement/viewer/createViewer.ts'
import { profilesOf } from '../../src/entitlement/viewer/profileQuestion.ts'
import { signOut } from '../../src/entitlement/viewer/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { answerCaches } from '../../src/react/answerCaches.ts'
import type { createChannels } from './channels.ts'
import { usersIn } from './journeyServer.ts'
import type { JourneyWitness } from './journeyWitness.ts'
import type { createLocks } from './locks.ts'
import type { createPages, SessionRecords } from './pages.ts'
import { ORIGIN, statement } from './server.ts'
import type { World } from './world.ts'

/** A page with the hooks of the journey, but without React. */
export interface JourneyTab {
  readonly id: number
  readonly client: PassClient
  readonly viewer: Viewer
  readonly signIn: SignIn
  /** The application's own query cache. */
  readonly app: QueryClient
  readonly session: SessionRecords
  readonly unmount: () => void
  frozen: boolean
  frozenFor: number
  frozenAt: number
  /** Whether its output may have changed since the last `look()`. */
  isDirty: boolean
}

/** A place where a viewer can log in: the target of a redirect, or a code on a second screen. */
export interface AtProvider {
  readonly url: string
  readonly code: string | undefined
  readonly mvpd: string | undefined
  /** The page that has navigated there. */
  readonly tab?: JourneyTab
}

interface Waiting {
  readonly tab: JourneyTab
  readonly what: string
  readonly since: number
  readonly frozenFor: number
}

const DEVICE = {
  primaryHardwareType: 'Desktop',
  model: 'x',
  version: 'x',
  osVersion: 'x',
  connectionType: 'x',
} as const

/** The catalogue of every page. */
const RESOURCES = ['news', 'sports-denied']

/** The ms after which a call counts as never settled. */
const PATIENCE = 600_000

/** The tabs of a device, the actions of their viewers, and their pending calls. */
export function createJourneyTabs(
  world: World,
  witness: JourneyWitness,
  {
    openStore,
    fetch,
    abort,
    locks,
    channels,
    pages,
    sessions,
  }: {
    readonly openStore: () => CredentialStore
    readonly fetch: typeof globalThis.fetch
    /** Fails all requests of a tab. */
    readonly abort: (tab: number) => void
    readonly locks: ReturnType<typeof createLocks>
    readonly channels: ReturnType<typeof createChannels>
    readonly pages: ReturnType<typeof createPages>
    /** The session storage of each page. */
    readonly sessions: Map<number, SessionRecords>
  },
) {
  const tabs: JourneyTab[] = []
  const all: JourneyTab[] = []
  const atProvider: AtProvider[] = []
  const waiting = new Set<Waiting>()
  let ids = 0

  const codeIn = (url: string) => /\/authenticate\/\w+\/(\w+)/.exec(url)?.[1]

  const waitOf = ({ tab, since, frozenFor }: Waiting) =>
    world.now() - since - (tab.frozenFor - frozenFor)
  const examine = (error: unknown) => {
    witness.say('an error', inspect(error, { depth: 5 }))
    if (!(error instanceof PassError)) witness.accuse(`a caller gets ${inspect(error)}`)
  }
  function wait(tab: JourneyTab, what: string, promise: Promise<unknown>) {
    const entry = { tab, what, since: world.now(), frozenFor: tab.frozenFor }
    waiting.add(entry)
    void promise.catch(examine).then(() => waiting.delete(entry))
  }

  /** Navigates to the provider. The page stays frozen unless it comes back from the cache. */
  function leave(tab: JourneyTab, url: string) {
    const code = codeIn(url)
    const mvpd = code === undefined ? undefined : lastMvpd.get(tab.id)
    atProvider.push({ url, code, mvpd, tab })
    freeze(tab)
  }
  const lastMvpd = new Map<number, string>()

  async function open(session: SessionRecords = new Map()): Promise<JourneyTab> {
    const id = ++ids
    sessions.set(id, session)
    let tab: JourneyTab | undefined
    await world.act(id, 'opens', () => {
      const client = createPassClient({
        softwareStatement: statement,
        serviceProvider: 'REF30',
        origin: ORIGIN,
        store: openStore(),
        fetch,
        deviceInfo: DEVICE,
        onEvent: (event) => witness.event(id, event),
      })
      const { tokens } = clientParts(client)
      const viewer = viewerOf(client)
      const { queryClient, repository } = viewer
      const signIn = signInOf(client)
      const app = new QueryClient()
      const catalogue = showCatalogue({ client, viewer })
      const unmounts: (() => void)[] = []
      const opened: JourneyTab = {
        id,
        client,
        viewer,
        signIn,
        app,
        session,
        unmount: () => unmounts.reverse().forEach((undo) => undo()),
        frozen: false,
        frozenFor: 0,
        frozenAt: 0,
        isDirty: true,
      }
      const dirty = () => {
        opened.isDirty = true
      }
      const onSignIn = () => {
        dirty()
        const state = signIn.getState()
        if (state.status !== 'second-screen' || !state.url) return
        const { url, code } = state
        if (atProvider.some((one) => one.code === code)) return
        atProvider.push({ url, code, mvpd: lastMvpd.get(id) })
      }
      app.mount()
      tab = opened
      unmounts.push(
        () => app.unmount(),
        tokens.mount(),
        viewer.mount(),
        answerCaches(client).mount(app),
        app.getQueryCache().subscribe(dirty),
        queryClient.getQueryCache().subscribe(dirty),
        repository.subscribe(dirty),
        repository.subscribe(catalogue.update),
        catalogue.close,
        new QueryObserver(queryClient, viewer.reading).subscribe(() => {}),
        new QueryObserver(queryClient, viewer.question).subscribe(() => {}),
        signIn.subscribe(onSignIn),
        new QueryObserver(app, passQueryOptions(client, profiles())).subscribe(() => {}),
      )
    })
    if (!tab) throw new Error('A tab did not open')
    tabs.push(tab)
    all.push(tab)
    return tab
  }

  function crash(tab: JourneyTab) {
    world.note(`${tab.id} ends`)
    tabs.splice(tabs.indexOf(tab), 1)
    world.bury(tab.id)
    locks.crash(tab.id)
    channels.crash(tab.id)
    pages.crash(tab.id)
    for (const entry of waiting) if (entry.tab === tab) waiting.delete(entry)
    for (const [i, { tab: gone }] of [...atProvider.entries()].reverse()) {
      if (gone === tab) atProvider.splice(i, 1)
    }
  }

  function freeze(tab: JourneyTab) {
    if (tab.frozen) return
    world.note(`${tab.id} freezes`)
    tab.frozen = true
    tab.frozenAt = world.now()
    world.freeze(tab.id)
  }

  function thaw(tab: JourneyTab) {
    if (!tab.frozen) return
    world.note(`${tab.id} thaws`)
    tab.frozen = false
    tab.frozenFor += world.now() - tab.frozenAt
    world.thaw(tab.id)
    world.schedule(0, tab.id, 'pageshow', () => pages.fire(tab.id, 'pageshow', { persisted: true }))
  }

  /** A browser fails the requests of a page that is left, before `pagehide` or after it. */
  async function leavePage({ id, frozen }: JourneyTab) {
    if (frozen) return
    const steps = [
      { what: 'loses its requests', run: () => abort(id) },
      { what: 'pagehide', run: () => pages.fire(id, 'pagehide', { persisted: false }) },
    ]
    for (const { what, run } of world.random() < 0.5 ? steps : steps.reverse()) {
      await world.act(id, what, run)
    }
  }

  /** Opens a new page in the same tab, with its session storage. */
  async function reload(tab: JourneyTab): Promise<JourneyTab> {
    const { status } = tab.signIn.getState()
    const isUnderWay = ['redirecting', 'second-screen', 'checking'].includes(status)
    const code = isUnderWay ? witness.codeOf(tab.id) : witness.awaited(tab.id)
    const mvpd = lastMvpd.get(tab.id)
    await leavePage(tab)
    crash(tab)
    const id = ids + 1
    if (mvpd) lastMvpd.set(id, mvpd)
    if (code !== undefined && pages.keepsSessions) witness.awaits(id, code)
    return open(tab.session)
  }

  const act = (tab: JourneyTab, label: string, work: () => void) => world.act(tab.id, label, work)
  /** Runs an action of a viewer, and waits for it. */
  const ask = (tab: JourneyTab, what: string, work: () => Promise<unknown>) =>
    act(tab, what, () => wait(tab, what, work()))

  return {
    tabs,
    /** Includes closed tabs. */
    all,
    atProvider,
    waiting,
    open,
    crash,
    freeze,
    thaw,
    reload,
    duplicate: (tab: JourneyTab) => open(new Map(tab.session)),
    signIn(tab: JourneyTab, mvpd: string, screen: 'redirect' | 'second-screen') {
      lastMvpd.set(tab.id, mvpd)
      witness.forgetAwaited(tab.id)
      return ask(tab, `signIn() by ${screen} with ${mvpd}`, () =>
        tab.signIn.signIn({
          mvpd,
          screen,
          redirectUrl: 'https://app.test/back',
          navigate: (url) => leave(tab, url),
        }),
      )
    },
    cancel(tab: JourneyTab) {
      witness.forgetAwaited(tab.id)
      return act(tab, 'cancel()', () => tab.signIn.cancel())
    },
    retry(tab: JourneyTab) {
      const { status } = tab.signIn.getState()
      if (status === 'idle' || status === 'signed-in' || status === 'starting') return undefined
      witness.forgetAwaited(tab.id)
      return ask(tab, 'retry()', () => tab.signIn.retry())
    },
    signOut(tab: JourneyTab, mvpd: string | undefined) {
      witness.forgetAwaited(tab.id)
      return ask(tab, `signOut() of ${mvpd ?? 'all'}`, () =>
        signOut(tab.client, {
          mvpd,
          redirectUrl: 'https://app.test/out',
          navigate: (url) => leave(tab, url),
        }),
      )
    },
    pick: (tab: JourneyTab, mvpd: string | undefined) =>
      act(tab, `pick() of ${mvpd ?? 'none'}`, () => {
        const done = witness.changes(tab.id, 'pick', mvpd)
        const picked =
          mvpd === undefined ? undefined : { id: mvpd, displayName: mvpd, logoUrl: 'x' }
        wait(tab, 'pick()', tab.viewer.pick(picked).then(done))
      }),
    choose: (tab: JourneyTab, mvpd: string) =>
      act(tab, `choose() of ${mvpd}`, () => {
        const done = witness.changes(tab.id, 'chosen', mvpd)
        wait(tab, 'choose()', tab.viewer.choose(mvpd).then(done))
      }),
    authorize: (tab: JourneyTab) =>
      ask(tab, 'authorize()', () => authorization(tab.client, undefined, 'news')),
    refetch: (tab: JourneyTab) =>
      ask(tab, 'refetch()', () =>
        tab.viewer.queryClient.query({ ...tab.viewer.question, staleTime: -Infinity }),
      ),
    reset: (tab: JourneyTab) => ask(tab, 'reset()', () => tab.client.reset()),
    async focus(tab: JourneyTab) {
      await act(tab, 'focus', () => {
        pages.setHidden(tab.id, false)
        pages.fire(tab.id, 'visibilitychange')
        const { queryClient: tokens } = clientParts(tab.client).tokens
        for (const cache of [tokens, tab.viewer.queryClient, tab.app]) {
          cache.getQueryCache().onFocus()
          cache.getQueryCache().onOnline()
        }
        pages.fire(tab.id, 'online')
      })
    },
    hide: (tab: JourneyTab) =>
      act(tab, 'is hidden', () => {
        pages.setHidden(tab.id, true)
        pages.fire(tab.id, 'visibilitychange')
      }),
    /** Reports to the witness what the tabs show. */
    look() {
      for (const tab of tabs) {
        if (!tab.isDirty) continue
        tab.isDirty = false
        const state = tab.signIn.getState()
        const signedIn =
          state.status === 'signed-in' ? state.profile?.attributes.userID?.value : undefined
        const decisions = shownCatalogue(tab).flatMap(({ queryKey }) => {
          const decision = tab.viewer.queryClient.getQueryData<{ readonly source?: string }>(
            queryKey,
          )
          return decision?.source ? [['a decision', decision.source] as const] : []
        })
        const answers = tab.app.getQueryCache().getAll()
        const inApp = answers.flatMap(({ state: { data } }) =>
          usersIn(data).map(({ id }) => ['its query cache', id] as const),
        )
        witness.shows(tab.id, {
          profiles: shownProfiles(tab),
          signedIn,
          others: [...decisions, ...inApp],
        })
        if (signedIn) witness.signedIn(tab.id, signedIn)
      }
    },
    /** Reports calls that have waited too long. */
    checkWaiting() {
      for (const entry of waiting) {
        if (!entry.tab.frozen && waitOf(entry) > PATIENCE)
          witness.accuse(`${entry.what} of ${entry.tab.id} does not settle`)
      }
    },
  }
}

/** The `userID`s of the viewers that a tab shows, the one in use first. */
export const shownProfiles = ({ viewer }: Pick<JourneyTab, 'viewer'>): readonly string[] =>
  profilesOf(viewer.repository.getState().record).flatMap(({ userID }) => userID ?? [])

/** Observes the decisions of the catalogue while it is shown, like `useQueries`. */
function showCatalogue(tab: Pick<JourneyTab, 'client' | 'viewer'>) {
  let shown = ''
  let observed: readonly (() => void)[] = []
  const close = () => {
    for (const stop of observed) stop()
  }
  return {
    close,
    update() {
      const queries = shownCatalogue(tab)
      const next = JSON.stringify(queries.map(({ queryKey }) => queryKey))
      if (next === shown) return
      shown = next
      close()
      observed = queries.map((query) =>
        new QueryObserver(tab.viewer.queryClient, query).subscribe(() => {}),
      )
    },
  }
}

/** The queries for the decisions that a tab shows. */
function shownCatalogue({ client, viewer }: Pick<JourneyTab, 'client' | 'viewer'>) {
  const state = viewer.repository.getState()
  const [inUse] = profilesOf(state.record)
  return inUse ? preauthorizations(client, state, { mvpd: inUse.mvpd, resources: RESOURCES }) : []
}
