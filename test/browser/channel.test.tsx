import { QueryClient } from '@tanstack/react-query'
import { passQueryOptions } from 'react-adobe-pass'
import { afterEach, expect, test, vi } from 'vitest'
import { application, mount, recordName, soon } from './testbed.tsx'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Two mounted clients with the same token, like two tabs. */
async function twoTabs() {
  const app = await application()
  const [one, other] = [app.open(), app.open()]
  const cache = new QueryClient()
  await mount(one.pass)
  await mount(other.pass, undefined, cache)
  await one.pass.getToken()
  await other.pass.getToken()
  other.events.length = 0
  return { app, one, other, cache }
}

test('a token that one tab requested is used by the other, without a request', async () => {
  const { app, one, other } = await twoTabs()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 3_600_000 })
  const token = await one.pass.getToken()
  await expect.poll(() => other.events.map(({ type }) => type), soon).toEqual(['token-restored'])

  expect(await other.pass.getToken()).toEqual(token)
  expect([app.registrations(), app.tokens()]).toEqual([1, 2])
})

test('a reset in one tab also resets the other, including its queries', async () => {
  const { app, one, other, cache } = await twoTabs()
  const profiles = passQueryOptions(other.pass, '/api/v2/{serviceProvider}/profiles')
  await cache.prefetchQuery(profiles)
  const before = await other.pass.getToken()
  await one.pass.reset()
  await expect.poll(() => other.events.map(({ type }) => type), soon).toContain('reset')

  expect(cache.getQueryData(profiles.queryKey)).toBeUndefined()
  const [mine, theirs] = await Promise.all([one.pass.getToken(), other.pass.getToken()])
  expect(mine).toEqual(theirs)
  expect(mine.value).not.toBe(before.value)
  expect(app.registrations()).toBe(2)
})

test('a flood of foreign messages causes a few reads and changes nothing', async () => {
  const { app, other } = await twoTabs()
  const { value } = await other.pass.getToken()
  const read = vi.spyOn(IDBObjectStore.prototype, 'get')
  const stranger = new BroadcastChannel(recordName(await app.stored()))
  const last = new Promise((resolve) => {
    const listener = new BroadcastChannel(stranger.name)
    listener.onmessage = ({ data }) => {
      if (data !== 'last') return
      listener.close()
      resolve(data)
    }
  })
  const forged = { token: { value: 'forged', issuedAt: Date.now(), expiresAt: Date.now() + 1e6 } }
  for (let i = 0; i < 1_000; i++) stranger.postMessage(i % 2 ? forged : undefined)
  stranger.postMessage('last')
  await last
  stranger.close()

  await expect.poll(() => read.mock.calls.length, soon).toBeGreaterThan(0)
  expect(other.events).toEqual([])
  expect((await other.pass.getToken()).value).toBe(value)
  expect(app.calls).toHaveLength(2)
  // Two clients have received 1,001 messages each. Usually there are 2 to 6 reads.
  expect(read.mock.calls.length).toBeLessThan(100)
})

test.each([
  ['nothing', undefined],
  ['a forged token', { token: { value: 'forged', issuedAt: 0, expiresAt: 1e15 } }],
  ['an event name of the package', 'reset'],
])('a foreign message with %s causes one read in each tab, and no request', async (_, message) => {
  const { app, one, other } = await twoTabs()
  const token = await other.pass.getToken()
  const read = vi.spyOn(IDBObjectStore.prototype, 'get')
  const stranger = new BroadcastChannel(recordName(await app.stored()))
  stranger.postMessage(message)
  stranger.close()
  await expect.poll(() => read.mock.calls.length, soon).toBe(2)
  // Until the work that the message started has ended.
  await new Promise((resolve) => setTimeout(resolve, 100))

  expect(read).toHaveBeenCalledTimes(2)
  expect([await one.pass.getToken(), await other.pass.getToken()]).toEqual([token, token])
  expect(app.calls).toHaveLength(2)
})

test('an unmounted provider stops listening', async () => {
  const { open, stored } = await application()
  const { pass } = open()
  const { unmount } = await mount(pass)
  await pass.getToken()
  await unmount()
  const read = vi.spyOn(IDBObjectStore.prototype, 'get')
  const name = recordName(await stored())
  const [stranger, listener] = [new BroadcastChannel(name), new BroadcastChannel(name)]
  const heard = new Promise((resolve) => {
    listener.onmessage = resolve
  })
  stranger.postMessage('')
  await heard
  stranger.close()
  listener.close()

  expect(read).not.toHaveBeenCalled()
})
