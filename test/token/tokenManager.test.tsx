import { QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { type PassClient, PassProvider, usePassToken } from 'react-adobe-pass'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { createTokenManager } from '../../src/token/tokenManager.ts'
import {
  answering,
  type Call,
  createBed,
  elapse,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  rejection,
  type Sent,
  TOKEN,
} from '../client/testbed.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const YEAR = 365 * 24 * HOUR

holdTimeInEachTest()
afterEach(cleanup)

const Token = () => usePassToken().data?.value ?? 'none'

/** A `fetch` that answers token requests with `status` while the server is `down`. */
const refusing = (status: number, down = () => true) =>
  answering(TOKEN, () => (down() ? json({}, status) : undefined))

/** ms between the token requests. */
function gapsOf(sent: readonly Sent[]) {
  const times = sent.filter(({ path }) => path === TOKEN).map(({ at }) => at)
  return times.slice(1).map((at, i) => at - Number(times[i]))
}

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
  ['slightly longer than the longest timer', 2 ** 31 + 5_000],
  ['longer than any date allows', 1e18],
])('a token that lives %s is not renewed at once', async (_, lifetime) => {
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

it('a token that expires at once is requested at most twice a second', async () => {
  const { client, count } = createBed({
    fetch: answering(TOKEN, () =>
      json({ access_token: 'a-token', expires_in: 0.001, token_type: 'bearer' }),
    ),
  })
  await show(client)
  await act(() => elapse(60_000))
  expect(count(REGISTER)).toBe(1)
  // At most two requests per second.
  expect(count(TOKEN)).toBeLessThanOrEqual(125)
})

it('a failing token request is repeated less and less, finally every 200 to 300 s', async () => {
  const { client, sent } = createBed()
  emulator.fail('unauthorized_client', { times: 1_000 })
  await show(client)
  await act(() => elapse(HOUR))
  const gaps = gapsOf(sent)
  expect(gaps.length).toBeGreaterThan(12)
  expect(gaps[0]).toBeGreaterThanOrEqual(30_000)
  expect(gaps[0]).toBeLessThan(46_000)
  expect(gaps[1]).toBeGreaterThanOrEqual(90_000)
  expect(gaps[1]).toBeLessThan(204_000)
  for (const gap of gaps.slice(2)) {
    expect(gap).toBeGreaterThanOrEqual(200_000)
    expect(gap).toBeLessThan(301_000)
  }
})

it('a new failure starts with a pause of 30 to 45 s again', async () => {
  emulator.setTokenLifetime(HOUR / 1_000)
  const { client, sent, count } = createBed()
  emulator.fail('unauthorized_client', { times: 4 })
  await show(client)
  await act(() => elapse(20 * MINUTE))
  expect(count(TOKEN)).toBe(5)

  emulator.fail('unauthorized_client')
  await act(() => elapse(HOUR))
  expect(count(TOKEN)).toBe(7)
  const gap = gapsOf(sent).at(-1)
  expect(gap).toBeGreaterThanOrEqual(30_000)
  expect(gap).toBeLessThan(46_000)
})

it('browsers that fail at the same time retry at different times', async () => {
  const beds = Array.from({ length: 8 }, () => createBed({ fetch: refusing(401) }))
  for (const { client } of beds) await show(client)
  await act(() => elapse(50_000))
  const gaps = beds.map(({ sent }) => Math.round(Number(gapsOf(sent)[0]) / 100))
  expect(new Set(gaps).size).toBeGreaterThan(5)
})

it('a background renewal is tried once, the first token request four times', async () => {
  let down = true
  const { client, count } = createBed({ fetch: refusing(503, () => down) })
  await show(client)
  await act(() => elapse(10_000))
  expect(count(TOKEN)).toBe(4)
  await act(() => elapse(40_000))
  expect(count(TOKEN)).toBe(5)

  down = false
  await act(() => elapse(5 * MINUTE))
  expect(count(TOKEN)).toBe(6)
  const { expiresAt } = await client.getToken()
  down = true
  await act(() => elapse(expiresAt - 40_000 - Date.now()))
  expect(count(TOKEN)).toBe(7)
})

it('a call between background attempts gets all retries, and its token is rendered', async () => {
  let down = true
  const { client, count } = createBed({ fetch: refusing(503, () => down) })
  const container = await show(client)
  await act(() => elapse(5 * MINUTE))
  const before = count(TOKEN)
  const refused = rejection(client.getToken())
  await act(() => elapse(10_000))
  expect(await refused).toMatchObject({ retryable: true, status: 503 })
  expect(count(TOKEN)).toBe(before + 4)

  down = false
  const token = client.getToken()
  await act(() => elapse(100))
  expect(container.textContent).toBe((await token).value)
})

it('a call that joins a background renewal gets all retries too', async () => {
  let down = false
  const answer = async ({ real }: Call) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    return down ? json({}, 503) : real()
  }
  const { client, count } = createBed({ fetch: answering(TOKEN, answer) })
  await show(client)
  await act(() => elapse(3_000))
  down = true
  await act(() => elapse(6 * HOUR - MINUTE))
  expect(count(TOKEN)).toBe(2)
  const refused = rejection(client.getToken())
  await act(() => elapse(MINUTE / 2))
  expect(await refused).toMatchObject({ status: 503 })
  expect(count(TOKEN)).toBe(5)
})

it.each([
  ['a network that is online again', () => dispatchEvent(new Event('online'))],
  [
    'a viewer who returns to the tab',
    () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  ],
])('%s triggers a token request at once, with all retries', async (_, happen) => {
  const { client, count } = createBed({ fetch: refusing(503) })
  await show(client)
  await act(() => elapse(5 * MINUTE))
  const before = count(TOKEN)
  dispatchEvent(new Event('offline'))
  happen()
  await act(() => elapse(100))
  expect(count(TOKEN)).toBeGreaterThan(before)
  await act(() => elapse(10_000))
  expect(count(TOKEN)).toBe(before + 4)
  dispatchEvent(new Event('online'))
})

/** A token manager whose reset ends so many microtasks after an acquisition. */
function createRace(microtasks: number) {
  let letGo = () => {}
  const forgotten = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let acquisitions = 0
  const tokens = createTokenManager({
    acquireToken: async () => ({
      token: {
        value: `token ${++acquisitions}`,
        issuedAt: Date.now(),
        expiresAt: Date.now() + HOUR,
      },
      clientId: 'client',
      source: 'server',
    }),
    repository: {
      forget: () => forgotten,
      readAhead: () => {},
      epoch: () => 0,
      read: async () => ({ version: 1 }),
      readUnlocked: async () => ({ version: 1 }),
      saveCredentials: async () => {},
      saveToken: async () => undefined,
    },
    channel: { notify: () => {}, listen: () => () => {} },
    renewBefore: undefined,
    emit: ({ type }) => {
      if (type !== 'token-issued') return
      let ended = Promise.resolve()
      for (let i = 0; i < microtasks; i++) ended = ended.then(() => {})
      void ended.then(letGo)
    },
  })
  return tokens
}

it.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'a reset that ends %i microtasks after an acquisition costs another one, and no hang',
  async (microtasks) => {
    const tokens = createRace(microtasks)
    // A loop without a pause cannot be timed out: it is ended here.
    const now = vi.spyOn(Date, 'now')
    now.mockImplementation(() => {
      if (now.mock.calls.length > 1_000) throw new Error('It asks for ever')
      return 0
    })
    const token = tokens.getToken()
    const reset = tokens.reset()
    expect((await token).value).toMatch(/^token [12]$/)
    await reset
    expect((await tokens.getToken()).value).toBe('token 2')
    expect(tokens.clientId()).toBe('client')
  },
)

it.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'a reset that ends %i microtasks after an acquisition leaves no forgotten token on the page',
  async (microtasks) => {
    const tokens = createRace(microtasks)
    const observer = new QueryObserver(tokens.queryClient, tokens.options)
    onTestFinished(observer.subscribe(() => {}))
    void tokens.reset()
    await elapse(100)
    expect(observer.getCurrentResult().data?.value).toBe('token 2')
  },
)
