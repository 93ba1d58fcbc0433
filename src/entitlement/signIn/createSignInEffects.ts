import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { profileForCode } from '../../rest-v2/profiles.ts'
import { leaveFor, leaveOnceStored } from '../addresses.ts'
import { viewerOf } from '../viewer/viewerOf.ts'
import { createLookPace } from './lookPace.ts'
import { keepPending, readPending, signInKey } from './pending.ts'
import { presentInstant } from './presentInstant.ts'
import type { SignInEffect, SignInEffectOf, SignInEvent } from './SignInTransition.ts'
import type { SignInPopup } from './signInPopup.ts'
import { pendingOf } from './signInSession.ts'
import { startSession } from './startSession.ts'

/** What {@link createSignInEffects} needs. */
export interface SignInEffectParts {
  readonly pass: PassClient
  readonly popup: SignInPopup
  readonly dispatch: (event: SignInEvent) => Promise<void>
  readonly currentEpoch: () => number
}

/** Runs the effects of a sign-in. */
export interface SignInEffects {
  /**
   * Resolves once the effect and everything that follows from its result are done. Never rejects.
   */
  readonly run: (effect: SignInEffect) => Promise<void>
  /** Whether the next poll for the profile may run now. */
  readonly isLookDue: (code: string) => boolean
}

/** Creates the effects of a client's sign-in. */
export function createSignInEffects({
  pass,
  popup,
  dispatch,
  currentEpoch,
}: SignInEffectParts): SignInEffects {
  const { emit, ownerInUse, waitToNavigate } = clientParts(pass)
  const { repository, readOnce, commit, doubtNobody } = viewerOf(pass)
  const storageKey = signInKey(pass)
  const pace = createLookPace(`${storageKey}:looks`)

  async function start(effect: SignInEffectOf<'create-session' | 'resume-session'>) {
    const { epoch } = effect
    let event: SignInEvent
    try {
      await readOnce()
      const commits = knownCommits()
      const started = await startSession(pass, effect)
      event =
        started.type === 'session-begun'
          ? {
              ...started,
              epoch,
              owner: ownerInUse(),
              popupName: popup.name(),
              at: presentInstant(),
            }
          : { ...started, epoch, commits }
    } catch (error) {
      event = { type: 'failed', epoch, error }
    }
    await dispatch(event)
  }

  async function waitToOpen({ epoch, url, inPopup }: SignInEffectOf<'wait-to-open'>) {
    const isOpen = !inPopup || (popup.place() ?? 'closed') !== 'closed'
    if (isOpen) await waitToNavigate(url)
    await dispatch({ type: 'may-open', epoch })
  }

  const knownCommits = () => repository.getState().record.commits ?? {}

  const poll = async (code: string) => (await pass.request(profileForCode({ code }))).profiles

  async function look({ epoch, code, owner }: SignInEffectOf<'look'>) {
    pace.begin(code)
    let event: SignInEvent
    try {
      // Waiting for a token can take longer than the pause between two looks.
      await pass.getToken()
      // Another tab has replaced the registration while this one was at the MVPD.
      if (owner !== undefined && owner !== ownerInUse()) {
        pace.end(code)
        return dispatch({ type: 'credentials-replaced' })
      }
      // Another tab may have signed in or out.
      await repository.read()
      const commits = knownCommits()
      const profiles = pace.send(code) ? await poll(code) : {}
      const [mvpd] = Object.keys(profiles)
      event = mvpd
        ? { type: 'viewer-found', epoch, mvpd, profiles, commits }
        : { type: 'nobody-found', epoch, at: presentInstant() }
    } catch (error) {
      event = { type: 'look-failed', epoch, error, at: presentInstant() }
    }
    pace.end(code)
    await dispatch(event)
  }

  async function store(effect: SignInEffectOf<'store-profile'>) {
    const { epoch, mvpd, profiles, commits, screen } = effect
    // Never rejects. If storing fails, `storage-unavailable` is emitted.
    await commit({ gone: [], found: profiles, chosen: mvpd, at: Date.now(), commits })
    // The page may know of a newer sign-in, or of a sign-out.
    const profile = repository.getState().record.answer?.profiles[mvpd]
    await dispatch(
      profiles[mvpd] && !profile
        ? { type: 'viewer-left', epoch, at: presentInstant() }
        : { type: 'stored', epoch, mvpd, profile, screen },
    )
  }

  async function leave({ epoch, url, navigate = leaveFor }: SignInEffectOf<'leave'>) {
    // The tab could not store the session, so the page that comes back must ask who is signed in.
    if (!readPending(storageKey)) doubtNobody()
    try {
      await leaveOnceStored(pass, () => currentEpoch() === epoch && navigate && navigate(url))
    } catch (error) {
      await dispatch({ type: 'failed', epoch, error })
    }
  }

  function reportLate({ mvpd, screen }: SignInEffectOf<'report-late-sign-in'>) {
    // A reset has removed the profile.
    const { answer } = repository.getState().record
    if (answer?.profiles[mvpd]) emit({ type: 'signed-in', mvpd, source: 'sign-in', screen })
  }

  return {
    isLookDue: pace.isDue,
    async run(effect) {
      switch (effect.type) {
        case 'keep-session':
          return keepPending(storageKey, pendingOf(effect.session))
        case 'forget-session':
          return keepPending(storageKey, undefined)
        case 'open-popup':
          return popup.open(effect.session && pendingOf(effect.session))
        case 'wait-to-open':
          return waitToOpen(effect)
        case 'show-login':
          return dispatch({ type: popup.goTo(effect.url) ? 'popup-shown' : 'popup-refused' })
        case 'create-session':
        case 'resume-session':
          return start(effect)
        case 'look':
          return look(effect)
        case 'store-profile':
          return store(effect)
        case 'leave':
          return leave(effect)
        case 'report-late-sign-in':
          return reportLate(effect)
      }
    },
  }
}
