import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import type { PassEndpoint } from '../client/passEndpoint.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { answerUrl } from '../rest-v2/answerUrl.ts'
import { type Profiles, profile, profileForCode } from '../rest-v2/profiles.ts'
import {
  createSession,
  resumeSession,
  type Session,
  type SessionParameters,
} from '../rest-v2/sessions.ts'
import { checkUrls, leaveFor, pageUrl } from './addresses.ts'
import { failure } from './failure.ts'
import { type Pending, readPending, secondScreen } from './pending.ts'
import { isBack, openPopup } from './popup.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'
import { changeProfiles } from './viewerProfiles.ts'

/** ms between looks for the viewer: 3 to 5 s, no faster (REST API V2, rule V2). */
const PAUSE = 4_000

/** How often a viewer who has come back is looked for. */
const LOOKS = 3

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
  const storageKey = `${clientParts(pass).recordName}:${pass.serviceProvider}:sign-in`
  const listeners = new Set<() => void>()
  let state: SignInState = { status: 'idle' }
  let request: SignInRequest = {}
  let pending: Pending | undefined
  let popup: Window | null = null
  /** Counts changes of course: what was asked before one is answered in vain. */
  let course = 0
  /** How many looks for the viewer are left, and whether and when there was one. */
  let looks = 0
  let looking = false
  let lookedAt = 0
  let clock: ReturnType<typeof setInterval> | undefined

  const show = (next: SignInState) => {
    state = next
    for (const listener of listeners) listener()
  }
  /** Goes to a state in which the viewer is looked for `times` times. */
  const go = (next: SignInState, times = 0) => {
    looks = times
    show(next)
    wind()
  }
  /** Keeps the session where a reload of this tab, and the way back to it, find it. */
  const keep = (next?: Pending) => {
    pending = next
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(next ? { ...next, lookedAt } : null))
    } catch {
      // Forbidden or full: it lasts as long as the page.
    }
  }
  const looked = () => {
    lookedAt = Date.now()
    keep(pending)
  }
  /** A popup begins with a copy of this tab's storage: with a session there it would look, too. */
  const open = () => {
    const kept = pending
    keep()
    popup = openPopup()
    keep(kept)
  }
  const end = (next: SignInState = { status: 'idle' }) => {
    course++
    keep()
    popup?.close()
    go(next)
  }
  /** Asks Adobe Pass how to go on, and does. What goes wrong is a state, and no rejection. */
  const step = async (endpoint: PassEndpoint<Session>) => {
    const mine = ++course
    // An open one is used again.
    if (request.screen === 'popup') open()
    else popup?.close()
    go({ status: 'starting' })
    try {
      checkUrls(request)
      const session = await pass.request(endpoint)
      const { actionName, mvpd = request.mvpd } = session
      // Signed in already, or nobody has to sign in.
      const found = actionName === 'authorize' && mvpd && (await pass.request(profile({ mvpd })))
      if (mine !== course) return
      if (found) finish(found, mvpd)
      else begin(session)
    } catch (error) {
      if (mine === course) end(failure(error, 'expired'))
    }
  }

  function begin({ code = '', url, missingParameters, ...time }: Session) {
    const { notBefore = Date.now(), notAfter = Infinity } = time
    // Without a code there is no way to go on, whatever the address.
    const login = missingParameters.length ? undefined : answerUrl(pass, { url: code && url })
    // Counted from when it began: the server's clock may show another time.
    const end = pending?.code === code ? pending.notAfter : Date.now() + notAfter - notBefore
    keep({ request, code, notAfter: end, url: login, missingParameters })
    proceed()
  }

  /** Brings the viewer to the MVPD, or shows the code. */
  function proceed() {
    if (!pending) return
    const { code, url, missingParameters } = pending
    const { screen, navigate = leaveFor } = request
    if (screen === 'second-screen') go(secondScreen(pending), Infinity)
    else if (!url) {
      popup?.close()
      go({ status: 'incomplete', missingParameters, code })
    } else if (screen === 'redirect') {
      go({ status: 'redirecting', url })
      navigate(url)
    } else if (popup && !popup.closed) {
      popup.location.replace(url)
      go({ status: 'popup-open', url })
    } else go({ status: 'popup-blocked', url }, Infinity)
  }

  function finish(answer: Profiles, mvpd: string) {
    void changeProfiles(pass, [], answer.profiles, mvpd)
    end({ status: 'signed-in', mvpd, profile: answer.profiles[mvpd] })
  }

  async function look(code: string) {
    const mine = course
    looking = true
    looked()
    try {
      const answer = await pass.request(profileForCode({ code }))
      const [mvpd] = Object.keys(answer.profiles)
      if (mine !== course) return
      if (mvpd) finish(answer, mvpd)
      else if (looks && !--looks) show({ status: 'unfinished' })
    } catch (error) {
      const passes = Object(error).retryable || error instanceof PassResponseError
      // What passes is asked again, in its turn.
      if (mine === course && !passes) end(failure(error, 'expired'))
    } finally {
      looking = false
      looked()
    }
  }

  /** What time does to a session. */
  function tick() {
    if (!pending) return
    const { code, notAfter } = pending
    if (notAfter <= Date.now()) return end({ status: 'expired' })
    if (state.status === 'second-screen') show(secondScreen(pending))
    if (state.status === 'popup-open') {
      if (isBack(popup)) {
        popup?.close()
        go({ status: 'checking' }, LOOKS)
      } else if (popup?.closed) go({ status: 'popup-closed', url: state.url }, Infinity)
      // Also where the clock was put back, or what was kept is no time.
    } else if (looks && !looking && !(Math.abs(Date.now() - lookedAt) < PAUSE)) void look(code)
  }

  /** Time passes while somebody listens and the page is seen. */
  function wind() {
    clearInterval(clock)
    if (!pending || !listeners.size || document.hidden) return
    clock = setInterval(tick, 1_000)
    if (looks) tick()
  }

  const onVisibility = () => {
    // Restored from the back/forward cache: the viewer has come back.
    if (state.status === 'redirecting' && !document.hidden) go({ status: 'checking' }, LOOKS)
    else wind()
  }

  /** Goes on with what this tab was doing before it was reloaded, or left for the MVPD. */
  function restore() {
    pending ??= readPending(storageKey)
    if (!pending || state.status !== 'idle') return
    request = pending.request
    lookedAt = pending.lookedAt ?? lookedAt
    const { url } = pending
    if (request.screen === 'second-screen' || !url) proceed()
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

  const signIn: SignIn['signIn'] = (given) => {
    keep()
    const screen = given?.screen ?? 'popup'
    const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
    request = { domainName: location.hostname, ...given, screen, redirectUrl }
    return step(createSession(request))
  }

  return {
    getState: () => state,
    signIn,
    async resume(parameters) {
      if (!pending) return
      const { code } = pending
      request = { ...request, ...parameters }
      await step(resumeSession({ ...request, code }))
    },
    async retry() {
      const { screen } = request
      if (!pending?.url || screen === 'second-screen') return signIn(request)
      if (screen === 'popup') open()
      proceed()
    },
    cancel: () => end(),
    subscribe(listener) {
      listeners.add(listener)
      // The same listener again is not added again, and does nothing while nobody listens.
      document.addEventListener('visibilitychange', onVisibility)
      restore()
      wind()
      return () => {
        listeners.delete(listener)
        wind()
      }
    },
  }
}
