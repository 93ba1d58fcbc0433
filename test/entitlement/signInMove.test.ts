import { expect, it } from 'vitest'
import {
  type SignInFacts,
  type SignInMove,
  signInMove,
} from '../../src/entitlement/signIn/signInMove.ts'

const quiet: SignInFacts = {
  status: 'second-screen',
  popup: undefined,
  isOver: false,
  looksLeft: 0,
  isAttended: true,
  unattendedLooksLeft: 0,
  isLookDue: true,
}

it.each<[string, Partial<SignInFacts>, SignInMove]>([
  ['waits if no polls are left', {}, 'wait'],
  ['polls', { looksLeft: Infinity }, 'look'],
  ['polls when the code has expired', { isOver: true }, 'look'],
  ['waits if no poll is due', { looksLeft: Infinity, isLookDue: false }, 'wait'],
  ['waits if no poll is due when the code has expired', { isOver: true, isLookDue: false }, 'wait'],
  ['waits while unattended', { looksLeft: Infinity, isAttended: false }, 'wait'],
  ['waits while unattended when the code has expired', { isOver: true, isAttended: false }, 'wait'],
  [
    'polls while unattended if unattended polls are left',
    { status: 'checking', looksLeft: 1, isAttended: false, unattendedLooksLeft: 1 },
    'look',
  ],
  [
    'waits for the pending request, even if the code has expired',
    { status: 'starting', isOver: true },
    'wait',
  ],
  ['waits for the popup', { status: 'popup-open', popup: 'away' }, 'wait'],
  ['reports that the popup is back', { status: 'popup-open', popup: 'back' }, 'popup-back'],
  [
    'reports that the popup is back even if unattended, expired and with no poll due',
    {
      status: 'popup-open',
      popup: 'back',
      isOver: true,
      isAttended: false,
      isLookDue: false,
    },
    'popup-back',
  ],
  [
    'reports that the popup was closed, even if unattended',
    { status: 'popup-open', popup: 'closed', isAttended: false },
    'popup-closed',
  ],
  [
    'polls when the code has expired, even if the popup is open',
    { status: 'popup-open', popup: 'away', isOver: true },
    'look',
  ],
  ['ignores the popup in another state', { popup: 'closed' }, 'wait'],
])('%s', (_, facts, move) => {
  expect(signInMove({ ...quiet, ...facts })).toBe(move)
})
