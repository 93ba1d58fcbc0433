import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { type PassClient, PassProvider, usePassToken } from 'react-adobe-pass'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  answering,
  createBed,
  elapse,
  emulator,
  holdTime,
  json,
  REGISTER,
  TOKEN,
} from './testbed.ts'

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR

beforeEach(() => {
  emulator.reset()
  holdTime()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const Token = () => usePassToken().data?.value ?? 'none'

async function show(client: PassClient) {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <PassProvider client={client}>
        <Token />
      </PassProvider>
    </QueryClientProvider>,
  )
  await act(() => elapse(100))
  return container
}

it.each([
  ['for ten years', 10 * YEAR],
  ['a little longer than a timer can run', 2 ** 31 + 5_000],
  ['for longer than there is time', 1e18],
])('a token that lives %s makes no timer fire at once', async (_, lifetime) => {
  const { client, count } = createBed({
    fetch: answering(TOKEN, () =>
      json({ access_token: 'a-token', expires_in: lifetime / 1_000, token_type: 'bearer' }),
    ),
  })
  const container = await show(client)
  expect(container.textContent).toBe('a-token')
  await act(() => elapse(24 * HOUR))
  expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
})

it('a token that never lives is asked for calmly', async () => {
  const { client, count } = createBed({
    fetch: answering(TOKEN, () =>
      json({ access_token: 'a-token', expires_in: 0.001, token_type: 'bearer' }),
    ),
  })
  await show(client)
  await act(() => elapse(60_000))
  expect(count(REGISTER)).toBe(1)
  // Two tries each second at the very most.
  expect(count(TOKEN)).toBeLessThanOrEqual(125)
})

it('a token that cannot be had is asked for every 30 s and not faster', async () => {
  const { client, sent } = createBed()
  emulator.fail('unauthorized_client', { times: 1_000 })
  await show(client)
  await act(() => elapse(300_000))
  const times = sent.filter(({ path }) => path === TOKEN).map(({ at }) => at)
  expect(times.length).toBeGreaterThan(5)
  expect(times.length).toBeLessThanOrEqual(11)
  for (const [i, at] of times.slice(1).entries()) {
    expect(at - Number(times[i])).toBeGreaterThanOrEqual(30_000)
  }
})
