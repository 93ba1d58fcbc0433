import { describe, expect, it } from 'vitest'
import type { CredentialRecord } from '../../src/credentials/credentialRecord.ts'
import { type Known, type NextStep, nextStep } from '../../src/token/nextStep.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000

const current = { clientId: 'current', clientSecret: 'a' }
const previous = { clientId: 'previous', clientSecret: 'b' }
const token = { value: 'token', issuedAt: NOW, expiresAt: NOW + MINUTE }

const held: CredentialRecord = { version: 1, credentials: current }
const withToken: CredentialRecord = { ...held, token }
const replaced: CredentialRecord = { ...held, previous, replacedAt: NOW - 11 * MINUTE }
const justReplaced: CredentialRecord = { ...replaced, replacedAt: NOW - 9 * MINUTE }

const fresh: Known = { isUsable: () => true, refused: [] }
const unusable: Known = { ...fresh, isUsable: () => false }

type Row = readonly [title: string, record: CredentialRecord, attempt: Known, next: NextStep]

const register: NextStep = { type: 'register' }
const use: NextStep = { type: 'use', issued: { token, clientId: 'current' } }
const requestCurrent: NextStep = { type: 'requestToken', credentials: current }
const requestPrevious: NextStep = { type: 'requestToken', credentials: previous }
const confirm: NextStep = { type: 'confirm', clientId: 'current' }
const fail: NextStep = { type: 'fail' }
const replace: NextStep = { type: 'register', replaces: current, reason: 'invalid_client' }
const replaceUnknown: NextStep = {
  type: 'register',
  replaces: current,
  reason: 'invalid_access_token_client_application',
}

const refusedNow: Known = { ...unusable, refused: ['current'] }
const refusedTwice: Known = { ...refusedNow, refusedOnce: 'current' }
const bothRefused: Known = { ...refusedTwice, refused: ['current', 'previous'] }
const unknown: Known = { ...fresh, unknownClientToken: 'token' }

const rows: readonly Row[] = [
  ['registers if there are no credentials', { version: 1 }, fresh, register],
  ['registers if a reset has left a token only', { version: 1, token }, fresh, register],
  ['uses a stored token', withToken, fresh, use],
  ['requests a token if none is stored', held, fresh, requestCurrent],
  ['requests a token if the stored one cannot be used', withToken, unusable, requestCurrent],
  ['asks again after a pause if a client is refused for the first time', held, refusedNow, confirm],
  [
    'asks again after a pause if another client was refused before',
    held,
    { ...refusedNow, refusedOnce: 'another' },
    confirm,
  ],
  [
    'requests a token once more after the pause',
    held,
    { ...unusable, refusedOnce: 'current' },
    requestCurrent,
  ],
  ['replaces credentials that are refused twice', held, refusedTwice, replace],
  [
    'tries the previous credentials first if the new ones are refused',
    replaced,
    refusedNow,
    requestPrevious,
  ],
  ['tries the previous credentials again after the pause', replaced, refusedTwice, requestPrevious],
  [
    'pauses if both are refused for the first time',
    replaced,
    { ...refusedNow, refused: ['current', 'previous'] },
    confirm,
  ],
  [
    'replaces if both are refused twice more than ten minutes after a replacement',
    replaced,
    bothRefused,
    replace,
  ],
  [
    'fails if both are refused twice within ten minutes of a replacement',
    justReplaced,
    bothRefused,
    fail,
  ],
  [
    'replaces if the last replacement is in the future',
    { ...justReplaced, replacedAt: NOW + MINUTE },
    bothRefused,
    replace,
  ],
  [
    'fails a millisecond before the ten minutes are over',
    { ...held, replacedAt: NOW - 10 * MINUTE + 1 },
    refusedTwice,
    fail,
  ],
  [
    'replaces as soon as the ten minutes are over',
    { ...held, replacedAt: NOW - 10 * MINUTE },
    refusedTwice,
    replace,
  ],
  ['replaces a client that the API does not know', withToken, unknown, replaceUnknown],
  [
    'keeps its token if credentials were replaced within ten minutes',
    { ...withToken, replacedAt: NOW - MINUTE },
    unknown,
    use,
  ],
  [
    'uses the token that another tab has stored since',
    withToken,
    { ...fresh, unknownClientToken: 'an older one' },
    use,
  ],
  [
    'requests a token if another tab has stored other credentials since',
    held,
    { ...unusable, refused: ['another'], refusedOnce: 'another' },
    requestCurrent,
  ],
]

describe('nextStep', () => {
  it.each(rows)('%s', (_, record, attempt, next) => {
    expect(nextStep(record, attempt, NOW)).toEqual(next)
  })
})
