import { afterEach, expect, test, vi } from 'vitest'
import { application, gate, recordName, soon } from './testbed.tsx'

afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'locks')
})

const heldLocks = async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []

test('the lock is named like the record, and held only while a token is acquired', async () => {
  const { open, stored, calls } = await application()
  const { open: letThrough, send } = gate()
  const flight = open({ fetch: send }).pass.getToken()
  await vi.waitUntil(() => calls.length > 0, soon)
  const during = await heldLocks()
  letThrough()
  await flight

  const name = recordName(await stored())
  expect(during).toContain(name)
  expect(await heldLocks()).not.toContain(name)
})

test('a token in memory needs neither lock nor storage, a stored one needs no lock', async () => {
  const { open } = await application()
  await open().pass.getToken()
  const request = vi.spyOn(navigator.locks, 'request')
  const read = vi.spyOn(IDBObjectStore.prototype, 'get')
  const { pass } = open()
  await pass.getToken()
  expect(request).not.toHaveBeenCalled()

  read.mockClear()
  await pass.getToken()
  expect(read).not.toHaveBeenCalled()
})

test('two simultaneous clients share one registration and one token', async () => {
  const { open, registrations, tokens } = await application()
  const [one, other] = await Promise.all([open().pass.getToken(), open().pass.getToken()])

  expect(one).toEqual(other)
  expect([registrations(), tokens()]).toEqual([1, 1])
})

test('the lock of a stuck holder is taken over after twice the timeout plus 1 s', async () => {
  const { open, stored, calls } = await application()
  const stuck = gate()
  const frozen = open({ timeout: 600_000, fetch: stuck.send }).pass.getToken()
  await vi.waitUntil(() => calls.length > 0, soon)

  const since = performance.now()
  const token = await open({ timeout: 1_500 }).pass.getToken()
  expect(performance.now() - since).toBeGreaterThan(3_990)

  // The lock of the stuck holder is released: later clients do not wait for it.
  const before = await stored()
  expect(await heldLocks()).not.toContain(recordName(before))

  // The stuck holder continues. Its own registration is late and is dropped.
  stuck.open()
  expect(await frozen).toEqual(token)
  expect(await stored()).toEqual(before)
})

test('without Web Locks, a lease keeps clients from registering twice', async () => {
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
  const { open, registrations, tokens } = await application()
  const all = await Promise.all(Array.from({ length: 5 }, () => open().pass.getToken()))

  expect(new Set(all.map(({ value }) => value)).size).toBe(1)
  expect([registrations(), tokens()]).toEqual([1, 1])
})

test('without Web Locks, the lease has ended once the token is acquired', async () => {
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
  const { open, stored } = await application()
  await open().pass.getToken()

  const [lease] = Object.entries(await stored()).filter(([key]) => key.endsWith(':lease'))
  expect(lease?.[1]).toMatchObject({ until: expect.any(Number) })
  expect(Number(Object(lease?.[1]).until)).toBeLessThanOrEqual(Date.now())
})

test('if locks are forbidden, a token is acquired without one', async () => {
  vi.spyOn(navigator.locks, 'request').mockRejectedValue(
    new DOMException('Access to the Locks API is denied', 'SecurityError'),
  )
  const { open, calls } = await application()
  await open().pass.getToken()

  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
})
