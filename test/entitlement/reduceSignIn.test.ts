import { PassApiError, PassConfigurationError, PassNetworkError } from 'react-adobe-pass'
import type { SignInRequest } from 'react-adobe-pass/entitlement'
import type { Profile } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import type { Pending } from '../../src/entitlement/signIn/pending.ts'
import { reduceSignIn } from '../../src/entitlement/signIn/reduceSignIn.ts'
import {
  type SignInProgress,
  type SignInStep,
  sessionOf,
} from '../../src/entitlement/signIn/SignInProgress.ts'
import type {
  SignInAnswer,
  SignInEvent,
  SignInTick,
} from '../../src/entitlement/signIn/SignInTransition.ts'
import type { SessionAnswer, SignInSession } from '../../src/entitlement/signIn/signInSession.ts'

const MINUTE = 60_000
const at = { now: 1_000_000, monotonicNow: 5_000 }
/** The moment at which the code expires, by both clocks. */
const atEnd = { now: at.now + MINUTE, monotonicNow: at.monotonicNow + MINUTE }
/** The device's clock was set ahead, past the end of the code. */
const setAhead = { ...at, now: at.now + MINUTE }
/** The device's clock was set back. */
const setBack = { ...at, now: at.now - MINUTE }

const url = 'https://example.com/login'
const mvpd = 'Lumenwave'
const profile: Profile = { notBefore: 1, notAfter: 9e15, type: 'regular', attributes: {} }
const profiles = { [mvpd]: profile }
const networkError = new PassNetworkError('Offline', false)
const refusal = new PassApiError(403, { action: 'none', code: 'invalid_integration' })
const codeOver = new PassApiError(410, { action: 'none', code: 'invalid_authentication_session' })

const request: SignInRequest = { mvpd, screen: 'popup' }
const redirect: SignInRequest = { mvpd, screen: 'redirect' }
const secondScreen: SignInRequest = { mvpd, screen: 'second-screen' }

const pending: Pending = {
  request,
  code: 'ABCDEFG',
  notAfter: at.now + MINUTE,
  lifetime: MINUTE,
  url,
  missingParameters: [],
  owner: 'owner',
  popupName: 'popup',
}
const session: SignInSession = { ...pending, endsAt: at.monotonicNow + MINUTE }
const sessionWithoutUrl: SignInSession = { ...session, url: undefined, missingParameters: ['mvpd'] }

const popupClosed: SignInStep = { name: 'popup-closed', session, url }
const steps = {
  'not-restored': { name: 'not-restored' },
  idle: { name: 'idle' },
  starting: { name: 'starting', session: undefined },
  'starting, resumed': { name: 'starting', session: sessionWithoutUrl },
  'needs-parameters': { name: 'needs-parameters', session: sessionWithoutUrl },
  'opening-login': { name: 'opening-login', session, url },
  'popup-open': { name: 'popup-open', session, url },
  'popup-blocked': { name: 'popup-blocked', session, url },
  'popup-closed': popupClosed,
  redirecting: { name: 'redirecting', session, url },
  'second-screen': { name: 'second-screen', session, msLeft: MINUTE },
  checking: { name: 'checking', session, looksLeft: 3, unattendedLooksLeft: 3 },
  'checking, last look': { name: 'checking', session, looksLeft: 1, unattendedLooksLeft: 0 },
  'not-signed-in': { name: 'not-signed-in', session: { ...session, isUnfinished: true } },
  storing: { name: 'storing', session, shown: popupClosed },
  'storing, without a session': {
    name: 'storing',
    session: undefined,
    shown: { name: 'starting', session: undefined },
  },
  expired: { name: 'expired' },
  'signed-in': { name: 'signed-in', mvpd, profile },
  error: { name: 'error', error: networkError, session: undefined },
  'error, with a session': { name: 'error', error: networkError, session },
} as const satisfies Record<string, SignInStep>

type StepKey = keyof typeof steps
const stepKeys = Object.keys(steps) as StepKey[]

/** The next step and its effects: `checking` or `*starting: open-popup`. `*` is a new epoch. */
type Outcome = string
/** The outcome in some states. In all others nothing changes. */
type Outcomes = { readonly [Key in StepKey]?: Outcome }

const EPOCH = 7
const progressIn = (step: SignInStep, given: SignInRequest = request): SignInProgress => ({
  step,
  request: given,
  epoch: EPOCH,
})

function outcome(before: SignInProgress, event: SignInEvent): Outcome | undefined {
  const { progress, effects } = reduceSignIn(before, event)
  if (JSON.stringify(progress) === JSON.stringify(before) && !effects.length) return undefined
  const step = `${progress.epoch === before.epoch ? '' : '*'}${progress.step.name}`
  return [step, effects.map(({ type }) => type).join()].filter(Boolean).join(': ')
}

const some = (keys: readonly StepKey[], result: Outcome): Outcomes =>
  Object.fromEntries(keys.map((key) => [key, result]))
const everywhere = (result: Outcome) => some(stepKeys, result)

/** The states that wait for a response, or have a session that a response may be about. */
const withSession = stepKeys.filter((key) => sessionOf(steps[key]) && steps[key].name !== 'storing')
const withLogin = withSession.filter((key) => sessionOf(steps[key])?.url !== undefined)
const awaiting: readonly StepKey[] = ['starting', ...withSession]

const sessionAnswer: SessionAnswer = {
  code: session.code,
  url,
  missingParameters: [],
  notBefore: 0,
  notAfter: MINUTE,
}
const begun = {
  type: 'session-begun',
  epoch: EPOCH,
  owner: 'owner',
  popupName: 'popup',
  at,
} as const
const tick: SignInTick = {
  type: 'tick',
  at,
  popup: undefined,
  isAttended: true,
  isLookDue: true,
}

/** What a tick does in every state with a session once the code may have expired. */
const lookAtEnd: Outcomes = {
  ...Object.fromEntries(
    withSession
      .filter((key) => steps[key].name !== 'starting' && steps[key].name !== 'opening-login')
      .map((key) => [key, `${steps[key].name}: look`]),
  ),
}
const polled = {
  'popup-blocked': 'popup-blocked: look',
  'popup-closed': 'popup-closed: look',
  'second-screen': 'second-screen: look',
  checking: 'checking: look',
  'checking, last look': 'checking: look',
}

interface Row {
  readonly event: SignInEvent
  readonly request?: SignInRequest
  readonly outcomes: Outcomes
}

const rows: Readonly<Record<string, Row>> = {
  'sign-in': {
    event: { type: 'sign-in', request },
    outcomes: everywhere('*starting: forget-session,open-popup,create-session'),
  },
  'sign-in by redirect': {
    event: { type: 'sign-in', request: redirect },
    outcomes: everywhere('*starting: forget-session,create-session'),
  },
  resume: {
    event: { type: 'resume', parameters: { mvpd } },
    outcomes: some([...withSession, 'storing'], '*starting: open-popup,resume-session'),
  },
  'resume on a second screen': {
    event: { type: 'resume', parameters: { mvpd } },
    request: secondScreen,
    outcomes: some([...withSession, 'storing'], '*starting: resume-session'),
  },
  retry: {
    event: { type: 'retry', request },
    outcomes: {
      ...everywhere('*starting: forget-session,open-popup,create-session'),
      ...some(withLogin, 'opening-login: keep-session,open-popup,wait-to-open'),
      'error, with a session': '*starting: open-popup,resume-session',
      ...without('storing', 'storing, without a session'),
    },
  },
  'retry by redirect': {
    event: { type: 'retry', request: redirect },
    request: redirect,
    outcomes: {
      ...everywhere('*starting: forget-session,create-session'),
      ...some(withLogin, 'opening-login: keep-session,wait-to-open'),
      'error, with a session': '*starting: resume-session',
      ...without('storing', 'storing, without a session'),
    },
  },
  'retry on a second screen': {
    event: { type: 'retry', request: secondScreen },
    request: secondScreen,
    outcomes: {
      ...everywhere('*starting: forget-session,create-session'),
      'error, with a session': '*starting: resume-session',
      ...without('storing', 'storing, without a session'),
    },
  },
  cancel: { event: { type: 'cancel' }, outcomes: everywhere('*idle: forget-session') },

  'session-begun': {
    event: { ...begun, answer: sessionAnswer },
    outcomes: some(awaiting, 'opening-login: keep-session,wait-to-open'),
  },
  'session-begun by redirect': {
    event: { ...begun, answer: sessionAnswer },
    request: redirect,
    outcomes: some(awaiting, 'opening-login: keep-session,wait-to-open'),
  },
  'may-open': {
    event: { type: 'may-open', epoch: EPOCH },
    outcomes: { 'opening-login': 'opening-login: show-login' },
  },
  'may-open by redirect': {
    event: { type: 'may-open', epoch: EPOCH },
    request: redirect,
    outcomes: { 'opening-login': 'redirecting: leave' },
  },
  'session-begun on a second screen': {
    event: { ...begun, answer: sessionAnswer },
    request: secondScreen,
    outcomes: some(awaiting, 'second-screen: keep-session'),
  },
  'session-begun, parameters missing': {
    event: {
      ...begun,
      answer: { ...sessionAnswer, url: undefined, missingParameters: ['mvpd'] },
    },
    outcomes: some(awaiting, 'needs-parameters: keep-session'),
  },
  'viewer-found': {
    event: { type: 'viewer-found', epoch: EPOCH, mvpd, profiles, commits: {} },
    outcomes: some(awaiting, 'storing: store-profile'),
  },
  'viewer-left': {
    event: { type: 'viewer-left', epoch: EPOCH, at },
    outcomes: {
      storing: 'popup-closed',
      'storing, without a session': 'starting: create-session',
    },
  },
  'viewer-left at the end of the code': {
    event: { type: 'viewer-left', epoch: EPOCH, at: atEnd },
    outcomes: {
      storing: '*expired: forget-session',
      'storing, without a session': 'starting: create-session',
    },
  },
  stored: {
    event: { type: 'stored', epoch: EPOCH, mvpd, profile, screen: 'popup' },
    outcomes: some(['storing', 'storing, without a session'], '*signed-in: forget-session'),
  },
  'failed temporarily': {
    event: { type: 'failed', epoch: EPOCH, error: networkError },
    outcomes: { ...some(withSession, '*error'), starting: '*error: forget-session' },
  },
  'failed with a refusal': {
    event: { type: 'failed', epoch: EPOCH, error: refusal },
    outcomes: some(awaiting, '*error: forget-session'),
  },
  'failed, because the code has expired': {
    event: { type: 'failed', epoch: EPOCH, error: codeOver },
    outcomes: some(awaiting, '*expired: forget-session'),
  },
  'failed with an error of the application': {
    event: { type: 'failed', epoch: EPOCH, error: new TypeError('navigate') },
    outcomes: { ...some(withSession, '*error'), starting: '*error: forget-session' },
  },
  'failed with a configuration error': {
    event: { type: 'failed', epoch: EPOCH, error: new PassConfigurationError('redirectUrl') },
    outcomes: some(awaiting, '*error: forget-session'),
  },
  'nobody-found': {
    event: { type: 'nobody-found', epoch: EPOCH, at },
    outcomes: { checking: 'checking', 'checking, last look': 'not-signed-in: keep-session' },
  },
  'nobody-found at the end of the code': {
    event: { type: 'nobody-found', epoch: EPOCH, at: atEnd },
    outcomes: some(withSession, '*expired: forget-session'),
  },
  'nobody-found after the clock was set ahead': {
    event: { type: 'nobody-found', epoch: EPOCH, at: setAhead },
    outcomes: {
      ...Object.fromEntries(withSession.map((key) => [key, `${steps[key].name}: keep-session`])),
      'checking, last look': 'not-signed-in: keep-session',
    },
  },
  'look-failed temporarily': {
    event: { type: 'look-failed', epoch: EPOCH, error: networkError, at },
    outcomes: {},
  },
  'look-failed at the end of the code': {
    event: { type: 'look-failed', epoch: EPOCH, error: networkError, at: atEnd },
    outcomes: some(withSession, '*expired: forget-session'),
  },
  'look-failed after the clock was set ahead': {
    event: { type: 'look-failed', epoch: EPOCH, error: networkError, at: setAhead },
    outcomes: Object.fromEntries(
      withSession.map((key) => [key, `${steps[key].name}: keep-session`]),
    ),
  },
  'look-failed with a refusal': {
    event: { type: 'look-failed', epoch: EPOCH, error: refusal, at },
    outcomes: some(withSession, '*error: forget-session'),
  },
  'look-failed, because the code has expired': {
    event: { type: 'look-failed', epoch: EPOCH, error: codeOver, at },
    outcomes: some(withSession, '*expired: forget-session'),
  },

  'restored, nothing saved': {
    event: { type: 'restored', pending: undefined, at },
    outcomes: { 'not-restored': 'idle' },
  },
  'restored, a popup': {
    event: { type: 'restored', pending, at },
    outcomes: { 'not-restored': 'popup-closed' },
  },
  'restored, a redirect': {
    event: { type: 'restored', pending: { ...pending, request: redirect }, at },
    outcomes: { 'not-restored': 'checking' },
  },
  'restored, a second screen': {
    event: { type: 'restored', pending: { ...pending, request: secondScreen }, at },
    outcomes: { 'not-restored': 'second-screen' },
  },
  'restored, parameters missing': {
    event: { type: 'restored', pending: { ...pending, url: undefined }, at },
    outcomes: { 'not-restored': 'needs-parameters' },
  },
  'restored, not signed in': {
    event: { type: 'restored', pending: { ...pending, isUnfinished: true }, at },
    outcomes: { 'not-restored': 'not-signed-in' },
  },
  'popup-shown': { event: { type: 'popup-shown' }, outcomes: { 'opening-login': 'popup-open' } },
  'popup-refused': {
    event: { type: 'popup-refused' },
    outcomes: { 'opening-login': 'popup-blocked' },
  },
  'popup-returned': {
    event: { type: 'popup-returned' },
    outcomes: some(['popup-open', 'popup-blocked', 'popup-closed'], 'checking'),
  },
  'page-shown': { event: { type: 'page-shown' }, outcomes: { redirecting: 'checking' } },

  tick: { event: tick, outcomes: polled },
  'tick, while no poll is due': { event: { ...tick, isLookDue: false }, outcomes: {} },
  'tick, unattended': {
    event: { ...tick, isAttended: false },
    outcomes: { checking: 'checking: look' },
  },
  'tick at the end of the code': { event: { ...tick, at: atEnd }, outcomes: lookAtEnd },
  'tick after the clock was set ahead': { event: { ...tick, at: setAhead }, outcomes: lookAtEnd },
  'tick after the clock was set back': {
    event: { ...tick, at: setBack, isLookDue: false },
    outcomes: Object.fromEntries(
      withSession
        .filter((key) => key !== 'opening-login')
        .map((key) => [key, `${steps[key].name}: keep-session`]),
    ),
  },
  'tick, the popup is away': {
    event: { ...tick, popup: 'away' },
    outcomes: polled,
  },
  'tick, the popup is back': {
    event: { ...tick, popup: 'back' },
    outcomes: { ...polled, 'popup-open': 'checking' },
  },
  'tick, the popup is closed': {
    event: { ...tick, popup: 'closed' },
    outcomes: { ...polled, 'popup-open': 'popup-closed' },
  },

  reset: {
    event: { type: 'reset' },
    outcomes: {
      ...some([...awaiting, 'storing', 'storing, without a session'], '*expired: forget-session'),
      'signed-in': '*idle: forget-session',
    },
  },
  'credentials-replaced': {
    event: { type: 'credentials-replaced' },
    outcomes: {
      ...some([...withSession, 'storing'], '*expired: forget-session'),
      'signed-in': '*idle: forget-session',
    },
  },
  'profiles-changed, the same sign-in': {
    event: {
      type: 'profiles-changed',
      profiles: { [mvpd]: { ...profile, notAfter: 8e15 }, CedarHollow: profile },
    },
    outcomes: {},
  },
  'profiles-changed, another sign-in': {
    event: { type: 'profiles-changed', profiles: { [mvpd]: { ...profile, notBefore: 2 } } },
    outcomes: { 'signed-in': '*idle: forget-session' },
  },
  'profiles-changed, signed out': {
    event: { type: 'profiles-changed', profiles: {} },
    outcomes: { 'signed-in': '*idle: forget-session' },
  },
}

function without(...keys: readonly StepKey[]): Outcomes {
  return Object.fromEntries(keys.map((key) => [key, undefined]))
}

describe.each(Object.entries(rows))('%s', (_, { event, request: given, outcomes }) => {
  it.each(stepKeys)('in %s', (key) => {
    expect(outcome(progressIn(steps[key], given), event)).toBe(outcomes[key])
  })
})

it.each([
  ['a session resumed', { name: 'starting', session }, 'starting: resume-session'],
  ['the last look', steps['checking, last look'], 'not-signed-in: keep-session'],
] as const)('viewer-left while storing, after %s', (_, shown, result) => {
  const before = progressIn({ name: 'storing', session, shown })
  expect(outcome(before, { type: 'viewer-left', epoch: EPOCH, at })).toBe(result)
})

describe('a late response', () => {
  const answers: readonly SignInAnswer[] = [
    { ...begun, answer: sessionAnswer },
    { type: 'viewer-found', epoch: EPOCH, mvpd, profiles, commits: {} },
    { type: 'viewer-left', epoch: EPOCH, at: atEnd },
    { type: 'nobody-found', epoch: EPOCH, at: atEnd },
    { type: 'look-failed', epoch: EPOCH, error: refusal, at },
    { type: 'failed', epoch: EPOCH, error: refusal },
  ]

  describe.each(answers)('$type', (answer) => {
    it.each(stepKeys)('changes nothing in %s', (key) => {
      const before = progressIn(steps[key])
      expect(reduceSignIn(before, { ...answer, epoch: EPOCH - 1 })).toEqual({
        progress: before,
        effects: [],
      })
    })
  })

  it.each(stepKeys)('stored still reports the sign-in in %s', (key) => {
    const before = progressIn(steps[key])
    expect(
      reduceSignIn(before, { type: 'stored', epoch: EPOCH - 1, mvpd, profile, screen: 'popup' }),
    ).toEqual({
      progress: before,
      effects: [{ type: 'report-late-sign-in', mvpd, screen: 'popup' }],
    })
  })
})

/** Reduces events one after the other. */
const after = (first: SignInProgress, ...events: readonly SignInEvent[]) =>
  events.reduce((progress, event) => reduceSignIn(progress, event).progress, first)

it('starts the lifetime of a new session now, whatever the clock of the server', () => {
  const answer = { ...sessionAnswer, code: 'HIJKLMN', notBefore: 5e12, notAfter: 5e12 + 2 * MINUTE }
  const { step } = after(progressIn(steps.starting), { ...begun, answer })
  expect(step).toMatchObject({
    session: {
      request,
      code: 'HIJKLMN',
      lifetime: 2 * MINUTE,
      notAfter: at.now + 2 * MINUTE,
      endsAt: at.monotonicNow + 2 * MINUTE,
    },
  })
})

it.each([
  [{ notBefore: undefined, notAfter: undefined }],
  [{ notBefore: 5, notAfter: 5 }],
  [{ notBefore: undefined, notAfter: at.now - 1 }],
])('gives a session no end for %j', (times) => {
  const answer = { ...sessionAnswer, ...times }
  const { step } = after(progressIn(steps.starting), { ...begun, answer })
  expect(step).toMatchObject({ session: { lifetime: Infinity, endsAt: Infinity } })
})

it('does not extend a session that is resumed, but updates its request', () => {
  const later = { now: at.now + 10, monotonicNow: at.monotonicNow + 10 }
  const { step } = after(
    progressIn(steps['needs-parameters']),
    { type: 'resume', parameters: { mvpd: 'CedarHollow', domainName: undefined } },
    { ...begun, epoch: EPOCH + 1, at: later, answer: { ...sessionAnswer, notAfter: 9e15 } },
  )
  const { endsAt, notAfter, lifetime } = session
  expect(step).toMatchObject({
    session: { endsAt, notAfter, lifetime, url, request: { ...request, mvpd: 'CedarHollow' } },
  })
})

it('polls three times after the popup is back', () => {
  const nobody: SignInEvent = { type: 'nobody-found', epoch: EPOCH, at }
  const back = after(progressIn(steps['popup-open']), { type: 'popup-returned' })
  expect(after(back, nobody, nobody).step).toMatchObject({ name: 'checking', looksLeft: 1 })
  expect(after(back, nobody, nobody, nobody).step).toMatchObject({
    name: 'not-signed-in',
    session: { isUnfinished: true },
  })
})

it('counts unattended polls', () => {
  const unattended = { ...tick, isAttended: false }
  const { step } = after(progressIn(steps.checking), tick, unattended, unattended)
  expect(step).toMatchObject({ looksLeft: 3, unattendedLooksLeft: 1 })
})

it('counts down on a second screen', () => {
  const later = { now: at.now + 1_500, monotonicNow: at.monotonicNow + 1_500 }
  const { step } = after(progressIn(steps['second-screen']), { ...tick, at: later })
  expect(step).toMatchObject({ msLeft: MINUTE - 1_500 })
})

it('corrects the stored end after the clock was set back, and polls in the same tick', () => {
  expect(reduceSignIn(progressIn(popupClosed), { ...tick, at: setBack })).toMatchObject({
    progress: { step: { session: { notAfter: setBack.now + MINUTE } } },
    effects: [
      { type: 'keep-session', session: { notAfter: setBack.now + MINUTE } },
      { type: 'look', epoch: EPOCH, code: session.code },
    ],
  })
})

it('retry uses the given request for a new session, and its own for the same session', () => {
  const retry: SignInEvent = { type: 'retry', request: { ...request, domainName: 'new' } }
  expect(after(progressIn(steps.expired), retry).request.domainName).toBe('new')
  expect(after(progressIn(popupClosed), retry).request).toBe(request)
})

it('retry of a not-signed-in session saves it as one in progress', () => {
  const [kept] = reduceSignIn(progressIn(steps['not-signed-in']), {
    type: 'retry',
    request,
  }).effects
  expect(kept).toEqual({ type: 'keep-session', session: { ...session, isUnfinished: undefined } })
})

it('restores the request, and the end on the monotonic clock', () => {
  const restored = after(progressIn(steps['not-restored'], {}), { type: 'restored', pending, at })
  expect(restored).toEqual(progressIn(popupClosed))
})

it('keeps the session after a temporary failure', () => {
  const failed = after(progressIn(popupClosed), {
    type: 'failed',
    epoch: EPOCH,
    error: networkError,
  })
  expect(failed.step).toEqual({ name: 'error', error: networkError, session })
})

it.each<[string, Profile | undefined, Profile | undefined]>([
  ['without a profile', undefined, undefined],
  ['with degraded access', { ...profile, type: 'degraded' }, { ...profile, notBefore: 2 }],
])('stays signed in %s', (_, shown, other) => {
  const before = progressIn({ name: 'signed-in', mvpd, profile: shown })
  const event: SignInEvent = {
    type: 'profiles-changed',
    profiles: other ? { [mvpd]: other } : {},
  }
  expect(reduceSignIn(before, event)).toEqual({ progress: before, effects: [] })
})
