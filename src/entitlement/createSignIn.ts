import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { monotonicNow } from '../platform/monotonicNow.ts'
import { onPageEvent } from '../platform/onPageEvent.ts'
import { onPageRestored } from '../platform/onPageRestored.ts'
import { hasFocus, isPageHidden, onVisibilityChange } from '../platform/pageVisibility.ts'
import { answerUrl } from '../rest-v2/answerUrl.ts'
import { type Profile, type Profiles, profile, profileForCode } from '../rest-v2/profiles.ts'
import {
  createSession,
  resumeSession,
  type Session,
  type SessionParameters,
} from '../rest-v2/sessions.ts'
import { defined } from '../wire/defined.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { parseUrl } from '../wire/url.ts'
import { checkUrls, leaveFor, leaveOnceStored, pageUrl } from './addresses.ts'
import { failure, isRefusal } from './failure.ts'
import { createLookPace } from './lookPace.ts'
import {
  keepPending,
  markPopup,
  type Pending,
  readPending,
  secondScreen,
  signInKey,
} from './pending.ts'
import { closeWindow, newPopupName, openPopup, POPUP_IS_BACK, type Popup } from './popup.ts'
import { popupReturn } from './popupReturn.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'
import { isUnderWay, signInEvent } from './signInEvent.ts'
import { signInMove } from './signInMove.ts'
import { viewerOf } from './viewerOf.ts'
import { changeProfiles, doubtNobody } from './viewerProfiles.ts'

/** How often a viewer who has come back is looked for. */
const LOOKS = 3

/** ms between two moments at which a page sees to its sign-in, and how much more it may be. */
const TICK = 1_000
const TICK_JITTER = 10

/** The sign-in of one client: where it is, and what can be done about it. */
export interface SignIn {
  readonly getState: () => SignInState
  /** The viewer is looked for while somebody listens. */
  readonly subscribe: (listener: () => void) => () => void
  /** Begins. For a popup it must be called in a click: browsers block it otherwise. */
  readonly signIn: (request?: SignInRequest) => Promise<void>
  /** Gives what is missing in state `incomplete`; for a popup in a click too. */
  readonly resume: (parameters: SessionParameters) => Promise<void>
  /** Once more: the MVPD's page again, or a new session where that is over. In a click, too. */
  readonly retry: () => Promise<void>
  /** Stops, and forgets the session. */
  readonly cancel: () => void
}

/** Makes the sign-in of a client. It asks for nothing before it is used or listened to. */
export function createSignIn(pass: PassClient): SignIn {
  const { emit } = clientParts(pass)
  const storageKey = signInKey(pass)
  const pace = createLookPace(`${storageKey}:looks`)
  const listeners = new Set<() => void>()
  let state: SignInState = { status: 'idle' }
  let request: SignInRequest = {}
  let pending: Pending | undefined
  /** When the code ends, by `monotonicNow`: the device's clock may be set meanwhile. */
  let endsAt = Infinity
  let popup: Popup | undefined
  let popupName: string | undefined
  /** Incremented by each action; late responses are ignored. */
  let epoch = 0
  /** How many looks for the viewer are left, and how many of them do not need to be attended. */
  let looksLeft = 0
  let unattendedLooksLeft = 0
  let isLooking = false
  /** Whether a viewer was found, and that is being stored. */
  let isFinishing = false
  let isRestored = false
  /** Whether the browser says that the page is hidden, while the viewer uses it. */
  let isSeenWhileHidden = false
  let timer: ReturnType<typeof setInterval> | undefined
  let listening: readonly (() => void)[] = []

  const msLeft = () => endsAt - monotonicNow()
  const isAttended = () => listeners.size > 0 && (isSeenWhileHidden || !isPageHidden())

  function show(next: SignInState) {
    const isNews = next.status === 'signed-in' || isUnderWay(state)
    const event = isNews && next.status !== state.status ? signInEvent(next, request) : undefined
    state = next
    for (const listener of listeners) listener()
    if (event) emit(event)
  }

  /** Goes to a state in which the viewer is looked for `times` times. */
  function go(next: SignInState, times = 0) {
    looksLeft = times
    // Who is back gets on, though the page is hidden behind the popup or shows no sign-in any more.
    unattendedLooksLeft = next.status === 'checking' ? LOOKS : 0
    show(next)
    watch()
  }

  function keep(next: Pending | undefined) {
    pending = next
    keepPending(storageKey, next)
  }

  /** Brings the stored end in line with what is left: the device's clock was set. */
  const keepEnd = () => pending && keep({ ...pending, notAfter: Date.now() + msLeft() })

  function closePopup() {
    popup?.close()
    popup = undefined
  }

  function open() {
    markPopup(storageKey)
    popup = openPopup((popupName ??= newPopupName()))
    keepPending(storageKey, pending)
  }

  function end(next: SignInState = { status: 'idle' }) {
    epoch++
    keep(undefined)
    closePopup()
    go(next)
  }

  /** Does the work of an action, until there is another one. What goes wrong is a state. */
  async function run(work: (isCurrent: () => boolean) => Promise<void>) {
    const startedEpoch = epoch
    const isCurrent = () => startedEpoch === epoch
    try {
      await work(isCurrent)
    } catch (error) {
      if (isCurrent()) giveUp(error)
    }
  }

  function giveUp(error: unknown) {
    if (!pending || isRefusal(error)) return end(failure(error, 'expired'))
    // The session is as good as before: `retry` and `resume` go on with it.
    epoch++
    closePopup()
    go(failure(error, 'expired'))
  }

  /** Asks Adobe Pass how to go on, and does. */
  function step(endpoint: PassEndpoint<Session>) {
    epoch++
    isSeenWhileHidden = isPageHidden() && hasFocus()
    // An open one is used again.
    if (request.screen === 'popup') open()
    else closePopup()
    go({ status: 'starting' })
    return run(async (isCurrent) => {
      checkUrls(request)
      const session = await pass.request(endpoint)
      const { actionName, mvpd = request.mvpd } = session
      // Signed in already, or nobody has to sign in.
      const found = actionName === 'authorize' && mvpd && (await pass.request(profile({ mvpd })))
      if (!isCurrent()) return
      if (found) await finish(found, mvpd)
      else await begin(session)
    })
  }

  function begin({ code = pending?.code ?? '', url, missingParameters, ...time }: Session) {
    const { notBefore = Date.now(), notAfter = Infinity } = time
    // Without a code there is no way to go on, whatever the address.
    const login = missingParameters.length ? undefined : answerUrl(pass, { url: code && url })
    // A session that is resumed has no more time than before.
    const known = pending?.code === code ? pending : undefined
    // From this moment on: the server's clock may show another time, also where it says no beginning.
    const given = notAfter > notBefore ? notAfter - notBefore : Infinity
    const lifetime = known ? known.lifetime : given
    if (!known) endsAt = monotonicNow() + lifetime
    const end = Date.now() + msLeft()
    keep({ request, code, notAfter: end, lifetime, url: login, missingParameters, popupName })
    return proceed()
  }

  /** Brings the viewer to the MVPD, or shows the code. */
  async function proceed() {
    if (!pending) return
    if (pending.isUnfinished) keep({ ...pending, isUnfinished: undefined })
    const { code, url, missingParameters } = pending
    const { screen, navigate = leaveFor } = request
    if (screen === 'second-screen') {
      go(secondScreen(pending, msLeft()), Infinity)
    } else if (!url) {
      closePopup()
      go({ status: 'incomplete', missingParameters, code })
    } else if (screen === 'redirect') {
      go({ status: 'redirecting', url })
      // Where the page that comes back will know nothing of this sign-in, it has to ask.
      if (!readPending(storageKey)) doubtNobody(pass)
      const startedEpoch = epoch
      await leaveOnceStored(pass, () => startedEpoch === epoch && navigate(url))
    } else if (popup?.goTo(url)) {
      go({ status: 'popup-open', url })
    } else {
      closePopup()
      go({ status: 'popup-blocked', url }, Infinity)
    }
  }

  /** The viewer is signed in: that is said once it is stored, and a reload before then looks again. */
  async function finish({ profiles }: Profiles, mvpd: string) {
    const startedEpoch = epoch
    closePopup()
    // It never rejects: where it cannot be stored, `storage-unavailable` says so.
    const begun = request
    isFinishing = true
    await changeProfiles(pass, [], profiles, mvpd)
    isFinishing = false
    const signedIn: SignInState = { status: 'signed-in', mvpd, profile: profiles[mvpd] }
    if (startedEpoch === epoch) return end(signedIn)
    // It was cancelled too late: the viewer is signed in all the same, unless a reset came between.
    const { answer } = viewerOf(pass).repository.getState().record
    const event = answer?.profiles[mvpd] && signInEvent(signedIn, begun)
    if (event) emit(event)
  }

  async function look(code: string) {
    const startedEpoch = epoch
    const isCurrent = () => startedEpoch === epoch
    isLooking = true
    if (!isAttended()) unattendedLooksLeft--
    pace.note(code)
    try {
      const answer = await pass.request(profileForCode({ code }))
      const [mvpd] = Object.keys(answer.profiles)
      if (!isCurrent()) return
      if (mvpd) await finish(answer, mvpd)
      else if (!endOfCode() && looksLeft && !--looksLeft) leaveUnfinished()
    } catch (error) {
      if (!isCurrent()) return
      if (isRefusal(error)) end(failure(error, 'expired'))
      // Anything else is asked again, in its turn, until the code ends.
      else endOfCode()
    } finally {
      isLooking = false
      pace.note(code)
      // Its timer may have nothing left to do.
      if (isCurrent() && !isAttended()) watch()
    }
  }

  function leaveUnfinished() {
    if (pending) keep({ ...pending, isUnfinished: true })
    go({ status: 'unfinished' })
  }

  /** Whether the code is over, after a look that has found nobody. */
  function endOfCode(): boolean {
    const isOver = msLeft() <= 0
    if (isOver) end({ status: 'expired' })
    // The device's clock alone says so: it was set.
    else if (pending && pending.notAfter <= Date.now()) keepEnd()
    return isOver
  }

  function tick() {
    if (!pending) return
    const { code, notAfter } = pending
    // Put back. Where it is ahead, the device may have slept: then a look tells.
    if (notAfter - Date.now() > msLeft() + TICK) keepEnd()
    const move = signInMove({
      status: state.status,
      popup: popup?.place(),
      isOver: msLeft() <= 0 || notAfter <= Date.now(),
      looksLeft,
      isAttended: isAttended(),
      unattendedLooksLeft,
      isLookDue: !isLooking && pace.isDue(code),
    })
    if (move === 'popup-back') return comeBack()
    if (move === 'popup-closed' && 'url' in state && state.url) {
      closePopup()
      return go({ status: 'popup-closed', url: state.url }, Infinity)
    }
    if (state.status === 'second-screen') show(secondScreen(pending, msLeft()))
    if (move === 'look') void look(code)
  }

  function comeBack() {
    closePopup()
    go({ status: 'checking' }, LOOKS)
  }

  /** Time passes while there is something to do: attended or not for a popup, and who is back. */
  function watch() {
    clearInterval(timer)
    const isPopupOpen = state.status === 'popup-open'
    if (pending) listenToPage()
    else stopListening()
    if (!pending || !(isAttended() || isPopupOpen || unattendedLooksLeft > 0)) return
    // Two tabs whose timers run in step would look at the same moment, before they hear of each other.
    timer = setInterval(tick, TICK + Math.random() * TICK_JITTER)
    tick()
  }

  function onShown() {
    isSeenWhileHidden = false
    // The viewer has come back from the MVPD's page with the back button.
    if (state.status === 'redirecting' && !isPageHidden()) comeBack()
    else watch()
  }

  /** The page in the popup says that it is back. It may be unknown here, after a reload. */
  function onMessage(event: MessageEvent) {
    const { status } = state
    const isAwaited =
      status === 'popup-open' || status === 'popup-closed' || status === 'popup-blocked'
    if (event.data !== POPUP_IS_BACK || !isAwaited) return
    const isOurs = popup ? popup.hasSent(event) : isRedirectOrigin(event.origin)
    if (!isOurs) return
    closeWindow(event.source)
    comeBack()
  }

  const isRedirectOrigin = (origin: string) =>
    origin === location.origin || origin === parseUrl(request.redirectUrl ?? '')?.origin

  function listenToPage() {
    if (listening.length) return
    listening = [
      onVisibilityChange(onShown),
      // Older Safari says nothing of visibility when it takes a page from the back/forward cache.
      onPageRestored(onShown),
      onPageEvent('message', onMessage),
    ]
  }

  function stopListening() {
    for (const stop of listening) stop()
    listening = []
  }

  /** Goes on with what this tab was doing before it was reloaded, or left for the MVPD. */
  function restore() {
    if (isRestored || state.status !== 'idle') return
    isRestored = true
    void popupReturn(pass)
    pending = readPending(storageKey)
    if (!pending) return
    request = pending.request
    popupName = pending.popupName
    endsAt = monotonicNow() + pending.notAfter - Date.now()
    const { url, isUnfinished } = pending
    if (isUnfinished) go({ status: 'unfinished' })
    else if (request.screen === 'second-screen' || !url) void run(proceed)
    else if (request.screen === 'redirect') go({ status: 'checking' }, LOOKS)
    else go({ status: 'popup-closed', url }, Infinity)
  }

  pass.subscribe(({ type }) => {
    if (type !== 'reset' && type !== 'credentials-replaced') return
    // A session, as a profile, belongs to the client that began it. A call that replaces the
    // credentials begins it with the new ones.
    if (pending || (type === 'reset' && state.status === 'starting')) end({ status: 'expired' })
    else if (state.status === 'signed-in') end()
  })

  const { repository } = viewerOf(pass)
  repository.subscribe(() => {
    if (state.status !== 'signed-in' || !state.profile) return
    const { answer } = repository.getState().record
    // Signed out, or another viewer, as another tab may have stored it.
    if (answer && !isSameSignIn(state.profile, answer.profiles[state.mvpd])) end()
  })

  const signIn: SignIn['signIn'] = (given) => {
    keep(undefined)
    const screen = given?.screen ?? 'popup'
    const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
    request = { domainName: location.hostname, ...defined(given), screen, redirectUrl }
    return step(createSession(request))
  }

  const resume: SignIn['resume'] = async (parameters) => {
    if (!pending) return
    const { code } = pending
    request = { ...request, ...defined(parameters) }
    await step(resumeSession({ ...request, code }))
  }

  return {
    getState: () => state,
    signIn,
    resume,
    async retry() {
      const { screen } = request
      if (pending && state.status === 'failed') return resume({})
      if (!pending?.url || screen === 'second-screen') return signIn(request)
      if (screen === 'popup') open()
      await run(proceed)
    },
    cancel() {
      const cancelled = isUnderWay(state) && !isFinishing
      end()
      if (cancelled) emit({ type: 'sign-in-cancelled', mvpd: request.mvpd })
    },
    subscribe(listener) {
      listeners.add(listener)
      restore()
      watch()
      return () => {
        listeners.delete(listener)
        watch()
      }
    },
  }
}

/** Whether two profiles with an MVPD come from the same sign-in. Degraded access has none. */
const isSameSignIn = (one: Profile, other: Profile | undefined) =>
  other !== undefined && (one.type === 'degraded' || one.notBefore === other.notBefore)
