import { PassApiError, PassNetworkError } from 'react-adobe-pass'
import { describe, expect, it } from 'vitest'
import type {
  ActivationState,
  ReadyState,
} from '../../src/entitlement/activation/ActivationState.ts'
import type {
  ActivationAnswer,
  ActivationEvent,
  ActivationProgress,
} from '../../src/entitlement/activation/ActivationTransition.ts'
import { reduceActivation } from '../../src/entitlement/activation/reduceActivation.ts'

const EPOCH = 7
const code = 'ABCDEFG'
const mvpd = 'Lumenwave'
const url = 'https://example.com/login'
const error = new PassNetworkError('Offline', false)
const codeOver = new PassApiError(410, { action: 'none', code: 'invalid_authentication_session' })
const ready: ReadyState = {
  status: 'ready',
  code,
  missingParameters: ['mvpd'],
  existingParameters: { domainName: 'example.com' },
  device: undefined,
}

const progressIn = (state: ActivationState, known?: ReadyState): ActivationProgress => ({
  state,
  ready: known,
  epoch: EPOCH,
})

const states = {
  idle: progressIn({ status: 'idle' }),
  checking: progressIn({ status: 'checking' }),
  'unknown-code': progressIn({ status: 'unknown-code' }),
  ready: progressIn(ready, ready),
  resuming: progressIn({ status: 'resuming' }, ready),
  redirecting: progressIn({ status: 'redirecting', url }, ready),
  'signed-in': progressIn({ status: 'signed-in', mvpd }, ready),
  'failed check': progressIn({ status: 'error', error }),
  'error after resume': progressIn({ status: 'error', error }, ready),
} satisfies Record<string, ActivationProgress>

type Key = keyof typeof states
const keys = Object.keys(states) as Key[]

/** The next status and the effect, such as `*checking: check-code`. `*` is a new epoch. */
function outcome(before: ActivationProgress, event: ActivationEvent): string | undefined {
  const { progress, effect } = reduceActivation(before, event)
  if (progress === before && !effect) return undefined
  const status = `${progress.epoch === before.epoch ? '' : '*'}${progress.state.status}`
  return effect ? `${status}: ${effect.type}` : status
}

/** The outcome in some states. In all others nothing changes. */
type Outcomes = { readonly [Name in Key]?: string }
const everywhere = (result: string): Outcomes =>
  Object.fromEntries(keys.map((key) => [key, result]))

const checked: ActivationAnswer = {
  type: 'code-checked',
  epoch: EPOCH,
  code,
  status: { existingParameters: {}, missingParameters: [] },
}
const resumed = { type: 'session-resumed', epoch: EPOCH } as const
const withReady = ['ready', 'resuming', 'redirecting', 'signed-in', 'error after resume'] as const

const rows: Readonly<Record<string, readonly [ActivationEvent, Outcomes]>> = {
  check: [{ type: 'check', typed: 'abc-defg' }, everywhere('*checking: check-code')],
  'check of an empty code': [{ type: 'check', typed: ' - ' }, everywhere('*unknown-code')],
  resume: [
    { type: 'resume', parameters: { mvpd } },
    { ready: '*resuming: resume-session', 'error after resume': '*resuming: resume-session' },
  ],
  cancel: [{ type: 'cancel' }, everywhere('*idle')],
  'page-restored': [{ type: 'page-restored' }, { redirecting: 'ready' }],
  'code-checked': [checked, everywhere('ready')],
  'session-resumed, no login needed': [
    { ...resumed, next: 'nothing', mvpd },
    everywhere('signed-in'),
  ],
  'session-resumed, parameters missing': [
    { ...resumed, next: 'parameters', missingParameters: ['redirectUrl'] },
    Object.fromEntries(withReady.map((key) => [key, 'ready'])),
  ],
  'session-resumed, a login': [
    { ...resumed, next: 'login', url },
    everywhere('redirecting: leave'),
  ],
  failed: [{ type: 'failed', epoch: EPOCH, error }, everywhere('error')],
  'failed, because the code has expired': [
    { type: 'failed', epoch: EPOCH, error: codeOver },
    everywhere('unknown-code'),
  ],
  'not-left': [{ type: 'not-left', epoch: EPOCH }, { redirecting: 'ready' }],
}

describe.each(Object.entries(rows))('%s', (_, [event, outcomes]) => {
  it.each(keys)('in %s', (key) => {
    expect(outcome(states[key], event)).toBe(outcomes[key])
  })
})

describe.each<ActivationAnswer>([
  checked,
  { ...resumed, next: 'nothing', mvpd },
  { ...resumed, next: 'parameters', missingParameters: [] },
  { ...resumed, next: 'login', url },
  { type: 'failed', epoch: EPOCH, error },
  { type: 'not-left', epoch: EPOCH },
])('a late $type', (answer) => {
  it.each(keys)('changes nothing in %s', (key) => {
    const late = { ...answer, epoch: EPOCH - 1 }
    expect(reduceActivation(states[key], late)).toEqual({ progress: states[key] })
  })
})

it('checks a code in upper case, without spaces and dashes', () => {
  const { effect } = reduceActivation(states.idle, { type: 'check', typed: ' abc-de fg\t' })
  expect(effect).toEqual({ type: 'check-code', epoch: EPOCH + 1, code })
})

it('discards the previous valid code on check and cancel', () => {
  for (const event of [{ type: 'check', typed: 'x' }, { type: 'cancel' }] as const) {
    expect(reduceActivation(states.ready, event).progress.ready).toBeUndefined()
  }
})

it('shows the details of a valid code', () => {
  const { progress } = reduceActivation(states.checking, checked)
  const known = { status: 'ready', code, existingParameters: {}, missingParameters: [] }
  expect(progress).toMatchObject({ state: known, ready: known, epoch: EPOCH })
})

it('asks for the parameters that are still missing, and keeps the other details', () => {
  const { progress } = reduceActivation(states.resuming, {
    ...resumed,
    next: 'parameters',
    missingParameters: ['redirectUrl'],
  })
  const still = { ...ready, missingParameters: ['redirectUrl'] }
  expect(progress).toEqual({ state: still, ready: still, epoch: EPOCH })
})

it('resumes with the valid code and its missing parameters', () => {
  const { effect } = reduceActivation(states['error after resume'], {
    type: 'resume',
    parameters: { mvpd },
  })
  expect(effect).toEqual({
    type: 'resume-session',
    epoch: EPOCH + 1,
    code,
    missingParameters: ['mvpd'],
    parameters: { mvpd },
  })
})
