import { createPassClient } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { perClient } from '../../src/client/perClient.ts'
import { passOptions } from '../react/testbed.tsx'

it('creates a value once for each client', async () => {
  const options = await passOptions()
  const [first, second] = [createPassClient(options), createPassClient(options)]
  let made = 0
  const numberOf = perClient(() => ++made)
  expect(made).toBe(0)
  expect([numberOf(first), numberOf(second), numberOf(first)]).toEqual([1, 2, 1])
})

it('creates a value once even if it is undefined', async () => {
  const pass = createPassClient(await passOptions())
  let made = 0
  const nothingOf = perClient(() => {
    made++
  })
  nothingOf(pass)
  nothingOf(pass)
  expect(made).toBe(1)
})
