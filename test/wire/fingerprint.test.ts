import { createPassClient, memoryStore } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
import { emulator } from '../client/testbed.ts'

/** The key of an endpoint is the fingerprint of its identity. */
const keyOf = (serviceToken: string) => profiles({ serviceToken }).key

it('is the name of a stored record, and never changes for a statement', async () => {
  const names: string[] = []
  const store = memoryStore()
  const pass = createPassClient({
    softwareStatement: 'e30.eyJzdWIiOiJhcHAifQ.c2lnbmF0dXJl',
    origin: 'https://pass.test',
    store: {
      ...store,
      get: async (key) => {
        names.push(key)
        return store.get(key)
      },
    },
    fetch: emulator.fetch,
    throttle: false,
  })
  await pass.getToken().catch(() => {})
  // Another name would cause a new registration and sign every viewer out.
  expect(names).toContain('react-adobe-pass:https://pass.test:1u3ejxsehrskz')
})

it.each([
  ['😀', '😁'],
  ['a😀b', 'a😁b'],
  ['é', 'è'],
  ['e\u0301', 'e\u0300'],
  ['\ud800', '\ud801'],
])('distinguishes %j from %j', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other))
})

it('never changes for text with one code unit per character', () => {
  expect(keyOf('one.service.token')).toBe('6zdrt55d59sc')
  expect(keyOf('Grüße')).toBe('jz75oy1x6oaod')
})
