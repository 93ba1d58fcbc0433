import type { QueryClient } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import { PassError } from '../oauth/errors/PassError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { type Profiles, profile, profileForCode } from '../rest-v2/profiles.ts'
import {
  createSession,
  resumeSession,
  type Session,
  type SessionParameters,
} from '../rest-v2/sessions.ts'
import { checkUrl, httpUrl, leaveFor, pageUrl } from './addresses.ts'
import { type Pending, readPending, secondScreen } from './pending.ts'
import { isBack, openPopup } from './popup.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'
import { addProfiles } from './viewerProfiles.ts'

/** ms between looks for the viewer: 3 to 5 s, no faster (REST API V2, rule V2). */
const PAUSE = 4_000

/** How often a viewer who has come back is looked for. */
const CHECKS = 3

/** The errors of a code that is unknown or over. */
export const OVER: readonly unknown[] = ['invalid_authentication_session', 'invalid_parameter_code']

/** The sign-in of one client: where it is, and what can be done about it. */
export interface SignIn {
  readonly getState: () => SignInState
  /** The viewer is looked for while somebody listens. What is found goes to the query client. */
  readonly subscribe: (listener: () => void, queryClient: QueryClient) => () => void
  /** Begins. For a popup it must be called in a click: browsers block it otherwise. */
  readonly signIn: (request?: SignInRequest) => Promise<void>
  /** Gives what is missing in state `incomplete`; for a popup in a click too. */
  readonly resume: (parameters: SessionParameters) => Promise<void>
  /** Once more: the MVPD's page again, or a new session where that is over. In a click, too. */
  readonly retry: () => Promise<void>
  /** Stops, and forgets the session. */
  readonly cancel: () => void
}

/** Makes the sign-in of a client. It does nothing before it is used or listened to. */
export function createSignIn(pass: PassClient): SignIn {
  const storageKey = `${clientParts(pass).recordName}:${pass.serviceProvider}:sign-in`
  const listeners = new Map<() => void, QueryClient>()
  let state: SignInState = { status: 'idle' }
  let request: SignInRequest = {}
  let pending: Pending | undefined
  let popup: Window | null = null
  /** Counts changes of course: answers to what was asked before one say nothing. */
  let course = 0
  /** How many looks for the viewer are left. */
  let looks = 0
  let lookedAt = -Infinity
  let looking = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let clock: ReturnType<typeof setInterval> | undefined
  let unlisten: (() => void) | undefined

  const show = (next: SignInState) => {
    state = next
    for (const listener of listeners.keys()) listener()
  }
  /** Goes to a state in which the viewer is looked for `times` times. */
  const go = (next: SignInState, times = 0) => {
    looks = times
    show(next)
    plan()
  }
  /** Notes the session in this tab's storage, where a reload and the way back find it. */
  const note = (next: Pending | undefined) => {
    pending = next
    try {
      if (next) sessionStorage.setItem(storageKey, JSON.stringify(next))
      else sessionStorage.removeItem(storageKey)
    } catch {
      // Forbidden or full: it lasts as long as the page.
    }
  }
  const end = (next: SignInState) => {
    course++
    note(undefined)
    popup?.close()
    go(next)
  }
  const fail = (error: unknown) => {
    const known = error instanceof PassError ? error : new PassError('The sign-in failed')
    end({ status: 'failed', error: known })
  }
  /** Asks Adobe Pass how to go on, and goes on. What goes wrong is a state, and no rejection. */
  const step = async (ask: () => Promise<Session>) => {
    const mine = ++course
    if (request.screen === 'popup') popup = openPopup()
    go({ status: 'starting' })
    try {
      const session = await ask()
      if (mine === course) await follow(session)
    } catch (error) {
      if (mine === course) fail(error)
    }
  }

  function finish(answer: Profiles, mvpd: string) {
    for (const queryClient of new Set(listeners.values())) {
      addProfiles(pass, queryClient, answer, mvpd)
    }
    end({ status: 'signed-in', mvpd, profile: answer.profiles[mvpd] })
  }

  async function follow(session: Session) {
    const {
      actionName,
      code,
      notBefore = Date.now(),
      notAfter,
      missingParameters: missing,
    } = session
    const { mvpd = request.mvpd } = session
    if (actionName === 'authorize' && mvpd) {
      const mine = course
      const answer = await pass.request(profile({ mvpd }))
      if (mine === course) finish(answer, mvpd)
      return
    }
    const url = missing.length ? undefined : httpUrl(session.url, pass.origin)
    if (!code || !notAfter || !(url || missing.length)) {
      throw new PassResponseError('A session says nothing of how to go on', 200, ['url', 'code'])
    }
    // Counted from here: the server's clock may show another time.
    note({ request, code, notAfter: Date.now() + notAfter - notBefore, url, missing })
    proceed()
  }

  /** Brings the viewer to the MVPD, or shows the code. */
  function proceed() {
    if (!pending) return
    const { code, url = '', missing } = pending
    if (request.screen === 'second-screen') go(secondScreen(pending), Infinity)
    else if (missing.length) {
      popup?.close()
      go({ status: 'incomplete', missingParameters: missing, code })
    } else if (request.screen === 'redirect') {
      go({ status: 'redirecting', url })
      const { navigate = leaveFor } = request
      navigate(url)
    } else if (!popup || popup.closed) go({ status: 'popup-blocked', url }, Infinity)
    else {
      popup.location.replace(url)
      go({ status: 'popup-open', url })
    }
  }

  async function look() {
    if (!pending) return
    const mine = course
    looking = true
    try {
      const answer = await pass.request(profileForCode(pending))
      const [mvpd] = Object.keys(answer.profiles)
      if (mine !== course) return
      if (mvpd !== undefined) finish(answer, mvpd)
      else if (!--looks) show({ status: 'unfinished' })
    } catch (error) {
      if (mine !== course) return
      const { code, retryable = false } = error instanceof PassApiError ? error : Object(error)
      if (OVER.includes(code)) end({ status: 'expired' })
      // What passes is asked again, in its turn.
      else if (!retryable && !(error instanceof PassResponseError)) fail(error)
    } finally {
      looking = false
      lookedAt = Date.now()
      plan()
    }
  }

  /** Sets the timers, while somebody listens and the page is seen. */
  function plan() {
    clearTimeout(timer)
    clearInterval(clock)
    if (!pending || !listeners.size || document.visibilityState === 'hidden') return
    clock = setInterval(tick, 1_000)
    if (looks && !looking) timer = setTimeout(look, Math.max(0, lookedAt + PAUSE - Date.now()))
  }

  function tick() {
    if (!pending) return
    if (pending.notAfter <= Date.now()) end({ status: 'expired' })
    else if (state.status === 'second-screen') show(secondScreen(pending))
    else if (state.status === 'popup-open') {
      if (isBack(popup, pass.origin, request.redirectUrl)) {
        popup?.close()
        go({ status: 'checking' }, CHECKS)
      } else if (popup?.closed) go({ status: 'popup-closed', url: state.url }, Infinity)
    }
  }

  const onVisible = () => {
    // Restored from the back/forward cache: the viewer has come back.
    if (state.status === 'redirecting' && document.visibilityState === 'visible') {
      go({ status: 'checking' }, CHECKS)
    } else plan()
  }

  /** Goes on with what this tab was doing before it was reloaded, or left for the MVPD. */
  function restore() {
    try {
      const found = readPending(sessionStorage.getItem(storageKey))
      if (!found || pending) return
      pending = found
      request = found.request
    } catch {
      return
    }
    const { missing, url = '' } = pending
    if (request.screen === 'second-screen' || missing.length) proceed()
    else if (request.screen === 'redirect') go({ status: 'checking' }, CHECKS)
    else go({ status: 'popup-closed', url }, Infinity)
  }

  const signIn: SignIn['signIn'] = (given) => {
    end({ status: 'idle' })
    const screen = given?.screen ?? 'popup'
    const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
    request = { domainName: location.hostname, ...given, screen, redirectUrl }
    return step(async () => {
      checkUrl('redirectUrl', redirectUrl)
      checkUrl('activationUrl', request.activationUrl)
      return pass.request(createSession(request))
    })
  }

  return {
    getState: () => state,
    signIn,
    resume: async (parameters) => {
      if (!pending) return
      const { code } = pending
      request = { ...request, ...parameters }
      await step(async () => {
        checkUrl('redirectUrl', request.redirectUrl)
        return pass.request(resumeSession({ ...request, code }))
      })
    },
    retry: async () => {
      if (!pending?.url || request.screen === 'second-screen') return signIn(request)
      if (request.screen === 'popup') popup = openPopup()
      proceed()
    },
    cancel: () => end({ status: 'idle' }),
    subscribe(listener, queryClient) {
      listeners.set(listener, queryClient)
      if (listeners.size === 1) {
        document.addEventListener('visibilitychange', onVisible)
        unlisten = pass.subscribe(({ type }) => {
          if (type !== 'reset' && type !== 'credentials-replaced') return
          // A session belongs to the client that began it.
          if (pending) end({ status: 'expired' })
          else if (state.status === 'signed-in') end({ status: 'idle' })
        })
        restore()
      }
      plan()
      return () => {
        listeners.delete(listener)
        if (listeners.size) return
        document.removeEventListener('visibilitychange', onVisible)
        unlisten?.()
        plan()
      }
    },
  }
}
