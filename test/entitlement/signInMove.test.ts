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
  ['waits where nobody is to be looked for', {}, 'wait'],
  ['looks for the viewer', { looksLeft: Infinity }, 'look'],
  ['looks when the code is over', { isOver: true }, 'look'],
  ['waits for the pace', { looksLeft: Infinity, isLookDue: false }, 'wait'],
  ['waits for the pace when the code is over', { isOver: true, isLookDue: false }, 'wait'],
  ['waits for somebody to attend', { looksLeft: Infinity, isAttended: false }, 'wait'],
  ['waits for somebody to attend at the end', { isOver: true, isAttended: false }, 'wait'],
  [
    'does not wait for that where looks are left without',
    { status: 'checking', looksLeft: 1, isAttended: false, unattendedLooksLeft: 1 },
    'look',
  ],
  [
    'waits for what is asked already, though the code is over',
    { status: 'starting', isOver: true },
    'wait',
  ],
  ['waits for the popup', { status: 'popup-open', popup: 'away' }, 'wait'],
  ['sees the popup come back', { status: 'popup-open', popup: 'back' }, 'popup-back'],
  [
    'sees it, though nobody attends, the code is over and no look is due',
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
    'sees it closed, though nobody attends',
    { status: 'popup-open', popup: 'closed', isAttended: false },
    'popup-closed',
  ],
  [
    'looks when the code is over, though the popup is open',
    { status: 'popup-open', popup: 'away', isOver: true },
    'look',
  ],
  ['has no business with a popup in another state', { popup: 'closed' }, 'wait'],
])('%s', (_, facts, move) => {
  expect(signInMove({ ...quiet, ...facts })).toBe(move)
})
