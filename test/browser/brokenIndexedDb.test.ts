import { indexedDbStore } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { application, handle, recordName, settled } from './testbed.tsx'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Sets the device's clock 7 hours ahead: every token has expired. Timers are not affected. */
function letTokensExpire() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 3_600_000 })
}

/** Deletes a database. Resolves with whether an open connection blocked it. */
function deleteDatabase(name: string) {
  const request = indexedDB.deleteDatabase(name)
  const blocked = vi.fn<() => void>()
  request.onblocked = blocked
  return settled(request).then(() => blocked.mock.calls.length > 0)
}

test('if IndexedDB is forbidden, credentials and token are kept in memory', async () => {
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

test('if IndexedDB hangs, the client works, and stores the same credentials later', async () => {
  const { open, calls, stored, name } = await application()
  // The deletion waits for this connection, and opening the database waits for the deletion.
  const inTheWay = await settled(indexedDB.open(name))
  const deletion = deleteDatabase(name)
  const { pass, events } = open({ store: indexedDbStore({ name, timeout: 300 }) })
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

test('a connection that the browser closed is reopened, without an event', async () => {
  const { open, calls } = await application()
  const token = await open().pass.getToken()
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const { pass, events } = open()
  const [connection] = await vi.waitUntil(
    () => transaction.mock.contexts.length && transaction.mock.contexts,
    4_000,
  )
  if (!(connection instanceof IDBDatabase)) throw new TypeError('This is no connection')
  // Safari does this now and then. The next transaction throws an InvalidStateError.
  connection.close()

  // What was read when the client was created may be used for a second.
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000)
  expect(await pass.getToken()).toEqual(token)
  expect(transaction.mock.results.map(({ type }) => type)).toContain('throw')
  expect(calls).toHaveLength(2)
  expect(events.map(({ type }) => type)).toEqual(['token-restored'])
})

test('the same credentials are stored again after the database is deleted', async () => {
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

test('an open client does not block the deletion of the database', async () => {
  const { open, name } = await application()
  const { pass } = open()
  await pass.getToken()

  expect(await deleteDatabase(name)).toBe(false)
})

test('a database without the object store counts as failed, not as empty', async () => {
  const { open, calls, name } = await application()
  // Another program's database of this name.
  const other = await settled(indexedDB.open(name))
  other.close()
  const { pass, events } = open({ store: indexedDbStore({ name }) })
  await pass.getToken()
  await pass.getToken()

  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
  expect(events.map(({ type }) => type)).toContain('storage-unavailable')
})

/** Replaces a property of `target`. Returns a function that restores it. */
function replace(target: object, name: string, value: unknown) {
  const old = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value, configurable: true, writable: true })
  return () => {
    if (old) Object.defineProperty(target, name, old)
  }
}

const throwing = (name: string) => () => {
  throw new DOMException('Broken', name)
}

test.each([
  ['is missing', () => replace(window, 'indexedDB', undefined)],
  [
    'is forbidden: a SecurityError',
    () => replace(IDBFactory.prototype, 'open', throwing('SecurityError')),
  ],
  ['never opens', () => replace(IDBFactory.prototype, 'open', () => Object.create(null))],
  [
    'has a connection that is always closing: an InvalidStateError',
    () => replace(IDBDatabase.prototype, 'transaction', throwing('InvalidStateError')),
  ],
  ['cannot be read', () => replace(IDBObjectStore.prototype, 'get', throwing('UnknownError'))],
])(
  'if IndexedDB %s, stored credentials are not overwritten, and are used once it works again',
  async (_, breakIt) => {
    const { open, stored, registrations, name } = await application()
    await open().pass.fetch('/api/v2/REF30/profiles')
    await handle('signIn', 'Lumenwave', { application: name })
    const before = await stored()
    letTokensExpire()

    const mend = breakIt()
    const { pass, events } = open({ store: indexedDbStore({ name, timeout: 200 }) })
    const types = () => events.map(({ type }) => type)
    try {
      expect(await pass.request(profiles())).toEqual({ profiles: {} })
      letTokensExpire()
      expect(await pass.request(profiles())).toEqual({ profiles: {} })
    } finally {
      mend()
    }
    expect(types().filter((type) => type === 'storage-unavailable')).toHaveLength(1)
    expect(registrations()).toBe(2)
    expect(await stored()).toEqual(before)

    letTokensExpire()
    expect(Object.keys((await pass.request(profiles())).profiles)).toHaveLength(1)
    expect(types()).toContain('credentials-replaced')
    const key = recordName(before)
    const token = await pass.getToken()
    expect(await stored()).toMatchObject({
      ...before,
      [key]: { ...Object(before[key]), token },
    })
    expect(registrations()).toBe(2)
  },
)

describe('a stored record', () => {
  /** Writes a record directly, without the client. */
  async function store(name: string, key: string, value: unknown) {
    const db = await settled(indexedDB.open(name))
    await settled(db.transaction('records', 'readwrite').objectStore('records').put(value, key))
    db.close()
  }
  const hostile: unknown = JSON.parse(
    '{"version":1,"__proto__":{"credentials":{"clientId":"x","clientSecret":"y"},"polluted":1}}',
  )

  test.each([
    ['garbage', 'garbage'],
    ['bytes', new Uint8Array(1_000)],
    ['a map', new Map([['version', 1]])],
    ['of no version', { credentials: { clientId: 'x', clientSecret: 'y' } }],
    ['one with a `__proto__` of its own', hostile],
  ])('that is %s is ignored: the page registers once and stores the result', async (_, value) => {
    const { open, stored, registrations, name } = await application()
    await open().pass.getToken()
    const key = recordName(await stored())
    await store(name, key, value)
    const { pass, events } = open()
    const token = await pass.getToken()

    expect((await stored())[key]).toMatchObject({ version: 1, token })
    expect(events.map(({ type }) => type)).toEqual(['registered', 'token-issued'])
    expect(registrations()).toBe(2)
    expect(Object({}).polluted).toBeUndefined()
    expect(await open().pass.getToken()).toEqual(token)
  })

  test('of a newer version keeps its credentials', async () => {
    const { open, stored, registrations, name } = await application()
    await open().pass.getToken()
    const before = await stored()
    const key = recordName(before)
    await store(name, key, { ...Object(before[key]), version: 2, novelty: new Map() })
    letTokensExpire()
    await open().pass.getToken()

    const { credentials } = Object(before[key])
    expect((await stored())[key]).toMatchObject({ credentials })
    expect(registrations()).toBe(1)
  })
})
