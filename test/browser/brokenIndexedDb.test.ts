import { indexedDbStore } from 'react-adobe-pass'
import { afterEach, expect, test, vi } from 'vitest'
import { application, recordName, settled } from './testbed.tsx'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Seven hours on by this device's clock: every token has expired. Timers go on as they are. */
function letTokensExpire() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 3_600_000 })
}

/** Deletes a database; tells whether somebody's connection stood in the way. */
function deleteDatabase(name: string) {
  const request = indexedDB.deleteDatabase(name)
  const blocked = vi.fn<() => void>()
  request.onblocked = blocked
  return settled(request).then(() => blocked.mock.calls.length > 0)
}

test('where IndexedDB is forbidden, credentials and token live in memory', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure', 'SecurityError')
  })
  const { open, calls, name } = await application()
  const { pass, events } = open({ store: indexedDbStore({ name }) })
  await pass.getToken()
  letTokensExpire()
  await pass.getToken()

  expect(calls).toEqual(['/o/client/register', '/o/client/token', '/o/client/token'])
  expect(events.filter(({ type }) => type === 'storage-unavailable')).toHaveLength(1)
})

test('where IndexedDB hangs the client goes on, and stores the same credentials when it answers', async () => {
  const { open, calls, stored, name } = await application()
  // A deletion waits for this connection, and whoever opens the database waits for the deletion.
  const inTheWay = await settled(indexedDB.open(name))
  const deletion = deleteDatabase(name)
  const { pass, events } = open({ store: indexedDbStore({ name, timeout: 30 }) })
  const { value } = await pass.getToken()
  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
  expect(events.map(({ type }) => type)).toContain('storage-unavailable')

  inTheWay.close()
  expect(await deletion).toBe(true)
  letTokensExpire()
  const token = await pass.getToken()
  expect(token.value).not.toBe(value)
  expect(calls.slice(2)).toEqual(['/o/client/token'])
  const records = await stored()
  expect(records[recordName(records)]).toMatchObject({ token })
})

test('a connection that the browser has closed is opened anew, and nobody hears of it', async () => {
  const { open, calls } = await application()
  const token = await open().pass.getToken()
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const { pass, events } = open()
  const [connection] = await vi.waitUntil(
    () => transaction.mock.contexts.length && transaction.mock.contexts,
  )
  if (!(connection instanceof IDBDatabase)) throw new TypeError('This is no connection')
  // As Safari does it now and then. The next transaction throws an InvalidStateError.
  connection.close()

  expect(await pass.getToken()).toEqual(token)
  expect(transaction.mock.results.map(({ type }) => type)).toContain('throw')
  expect(calls).toHaveLength(2)
  expect(events.map(({ type }) => type)).toEqual(['token-restored'])
})

test('a database that is deleted while the page runs gets the same credentials back', async () => {
  const { open, stored, registrations, name } = await application()
  const { pass } = open()
  await pass.getToken()
  const before = await stored()
  await deleteDatabase(name)
  letTokensExpire()
  const token = await pass.getToken()

  const record = (await stored())[recordName(before)]
  expect(record).toMatchObject({ ...Object(before[recordName(before)]), token })
  expect(registrations()).toBe(1)
})

test('an open client blocks nobody who deletes or upgrades the database', async () => {
  const { open, name } = await application()
  const { pass } = open()
  await pass.getToken()

  expect(await deleteDatabase(name)).toBe(false)
})

test('a database without its table counts as a store that fails, not as one that is empty', async () => {
  const { open, calls, name } = await application()
  // Somebody else's database of this name.
  const other = await settled(indexedDB.open(name))
  other.close()
  const { pass, events } = open({ store: indexedDbStore({ name }) })
  await pass.getToken()
  await pass.getToken()

  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
  expect(events.map(({ type }) => type)).toContain('storage-unavailable')
})
