import { PassApiError, PassConfigurationError, PassNetworkError } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { refusalOf } from '../../src/entitlement/Refusal.ts'

const decision = { resource: 'a', authorized: false } as const
const enhanced = { action: 'authentication', code: 'c', message: 'm', details: 'd' } as const

it('is null for a permit, and before there is a response', () => {
  expect(refusalOf({ resource: 'a', authorized: true }, null)).toBeNull()
  expect(refusalOf(undefined, null)).toBeNull()
})

it.each([
  ['the error of the decision', { ...decision, error: enhanced }, enhanced],
  ['none, for a denial without an error', decision, { action: 'none' }],
  [
    'none, for an error without an action',
    { ...decision, error: { code: 'c' } },
    { action: 'none', code: 'c' },
  ],
])('is %s', (_, denied, refusal) => {
  expect(refusalOf(denied, null)).toEqual(refusal)
})

it.each([
  ['that of the enhanced error', new PassApiError(403, enhanced), enhanced],
  [
    'retry, for a temporary failure without an enhanced error',
    new PassApiError(502),
    { action: 'retry' },
  ],
  [
    'retry, for a network error',
    new PassNetworkError('No answer', true),
    { action: 'retry', code: 'timeout', message: 'No answer' },
  ],
  [
    'configuration, for a configuration error',
    new PassConfigurationError('No serviceProvider'),
    { action: 'configuration', code: 'configuration', message: 'No serviceProvider' },
  ],
])('of a failed request has the action %s', (_, error, refusal) => {
  expect(refusalOf(undefined, error)).toMatchObject(refusal)
})
