import type { CredentialStore } from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  CONFIGURATION,
  createBed,
  createOpenStore,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  rejection,
  soon,
  stubLocks,
  TOKEN,
} from '../client/testbed.ts'

const HOUR = 3_600_000
const later = (ms = 7 * HOUR) => vi.setSystemTime(Date.now() + ms)

holdTimeInEachTest()

const createOpenBed = (options: { update?: boolean } = {}) => {
  const open = createOpenStore(options)
  // The device identifier is given, so that only the credentials need the store.
  const bed = createBed({ store: open.store, deviceId: 'a-device' })
  const clients = () =>
    bed.sent
      .filter(({ path }) => path === TOKEN)
      .map(({ body }) => new URLSearchParams(body).get('client_id'))
  const recordKey = () =>
    String(
      [...open.records.keys()].find((key) => key.includes(bed.origin) && !key.endsWith(':lease')),
    )
  return { ...open, ...bed, clients, recordKey }
}

describe.each([
  ['with update', true],
  ['without update', false],
])('a store %s', (_, update) => {
  it('that always fails leaves the app working from memory', async () => {
    const { client, broken, count, types } = createOpenBed({ update })
    Object.assign(broken, { reads: true, writes: true })
    for (let i = 0; i < 3; i++) {
      expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
      later()
    }
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 3])
    expect(types()).toContain('storage-unavailable')
  })

  it('that fails later causes no new registration', async () => {
    const { client, broken, clients, count, types } = createOpenBed({ update })
    await soon(client.getToken())
    Object.assign(broken, { reads: true, writes: true })
    later()
    await soon(client.getToken())
    expect([count(REGISTER), new Set(clients()).size]).toEqual([1, 1])
    expect(types()).toContain('storage-unavailable')
  })

  it('that cannot be read is not overwritten: the older credentials win', async () => {
    const { client, again, broken, clients, count, records, recordKey, types } = createOpenBed({
      update,
    })
    await soon(client.getToken())
    const [older] = clients()
    later()

    Object.assign(broken, { reads: true })
    const reloaded = again()
    await soon(reloaded.getToken())
    expect(count(REGISTER)).toBe(2)
    expect(JSON.stringify(records.get(recordKey()))).toContain(older)

    Object.assign(broken, { reads: false })
    later()
    await soon(reloaded.getToken())
    expect(clients()).toEqual([older, clients()[1], older])
    expect(types().slice(-2)).toEqual(['credentials-replaced', 'token-issued'])
    later()
    await soon(again().getToken())
    expect([clients().at(-1), count(REGISTER)]).toEqual([older, 2])
  })

  it('that could not be written is written before the next token request', async () => {
    const { client, again, broken, clients, count, types } = createOpenBed({ update })
    broken.writes = true
    await soon(client.getToken())
    expect(types()).toContain('storage-unavailable')
    broken.writes = false
    later()
    emulator.fail('unauthorized_client')
    await soon(rejection(client.getToken()))
    await soon(again().getToken())
    expect([count(REGISTER), new Set(clients()).size]).toEqual([1, 1])
  })

  it('that is cleared while in use gets the credentials back', async () => {
    const { client, again, clients, count, records } = createOpenBed({ update })
    const token = await soon(client.getToken())
    records.clear()
    expect(await soon(client.getToken())).toBe(token)
    later()
    await soon(client.getToken())
    later()
    await soon(again().getToken())
    expect([count(REGISTER), new Set(clients()).size]).toEqual([1, 1])
  })
})

it('a store without update is written only under the lock, even if that is late', async () => {
  const held = stubLocks()
  const { store, broken } = createOpenStore({ update: false })
  const unlocked: string[] = []
  const set: CredentialStore['set'] = async (key, value) => {
    if (!held()) unlocked.push(key)
    await store.set(key, value)
  }
  const bed = createBed({ store: { ...store, set }, deviceId: 'a-device' })
  broken.writes = true
  await soon(bed.client.getToken())
  broken.writes = false
  later()
  await soon(bed.client.getToken())
  await soon(bed.again().getToken())
  expect([unlocked, bed.count(REGISTER)]).toEqual([[], 1])
})

it('a store may throw instead of rejecting', async () => {
  const fail = () => {
    throw new Error('No storage here')
  }
  const { client, types } = createBed({
    store: { get: fail, set: fail, delete: fail, update: fail },
  })
  expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
  await soon(client.reset())
  expect(types()).toContain('storage-unavailable')
})

describe('a stored record', () => {
  const credentials = { clientId: 'an-id', clientSecret: 'a-secret' }

  it.each([
    ['null', null],
    ['a string', 'garbage'],
    ['a number', 7],
    ['an array', [credentials]],
    ['empty', {}],
    ['without a version', { credentials }],
    ['with broken credentials', { version: 1, credentials: { clientId: 7 } }],
    ['with an empty secret', { version: 1, credentials: { clientId: 'i', clientSecret: '' } }],
    ['with a blank id', { version: 1, credentials: { clientId: ' \n', clientSecret: 's' } }],
    ['with a token and no credentials', { version: 1, token: { value: 'x', issuedAt: 0 } }],
  ])('that is invalid is ignored: %s', async (_, garbage) => {
    const { client, again, count, records, recordKey } = createOpenBed()
    await soon(client.getToken())
    records.set(recordKey(), garbage)
    expect((await soon(again().fetch(CONFIGURATION))).status).toBe(200)
    expect(count(REGISTER)).toBe(2)
  })

  it.each([
    ['undefined', undefined],
    ['a string', 'garbage'],
    ['an empty value', { value: '', issuedAt: 0, expiresAt: 1e15 }],
    ['missing times', { value: 'x' }],
    ['invalid times', { value: 'x', issuedAt: '0', expiresAt: '1e15' }],
    ['times that are NaN', { value: 'x', issuedAt: NaN, expiresAt: NaN }],
  ])('keeps its credentials if its token is damaged: %s', async (_, token) => {
    const { client, again, count, records, recordKey } = createOpenBed()
    await soon(client.getToken())
    records.set(recordKey(), { ...Object(records.get(recordKey())), token })
    expect((await soon(again().fetch(CONFIGURATION))).status).toBe(200)
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 2])
  })

  it('of a later version is read for its known fields', async () => {
    const { client, again, count, records, recordKey } = createOpenBed()
    await soon(client.getToken())
    records.set(recordKey(), { ...Object(records.get(recordKey())), version: 2, novelty: true })
    later()
    await soon(again().getToken())
    expect(count(REGISTER)).toBe(1)
  })
})

describe('the read that begins when the client is created', () => {
  it('is the only one before the first call with a stored token', async () => {
    const { client, again, store, count } = createOpenBed()
    await soon(client.getToken())
    const get = vi.spyOn(store, 'get')
    const reloaded = again()
    expect(get).toHaveBeenCalledTimes(1)
    await soon(reloaded.fetch(CONFIGURATION))
    expect(get).toHaveBeenCalledTimes(1)
    expect(count(TOKEN)).toBe(1)
  })

  it('is not used a second later, when another page may have changed the store', async () => {
    const { client, again } = createOpenBed()
    await soon(client.getToken())
    const reloaded = again()
    await soon(client.reset())
    const { value } = await soon(client.getToken())
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + 1_001)
    expect((await soon(reloaded.getToken())).value).toBe(value)
  })

  it('is remembered: the browser may lose the record before the first call', async () => {
    const { client, again, records, count, clients } = createOpenBed()
    await soon(client.getToken())
    const reloaded = again()
    await soon(Promise.resolve())
    records.clear()
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + 1_001)
    later()
    await soon(reloaded.getToken())
    expect([count(REGISTER), new Set(clients()).size]).toEqual([1, 1])
    expect(records.size).toBeGreaterThan(0)
  })

  it('is not used after a reset', async () => {
    const { client, again, count } = createOpenBed()
    await soon(client.getToken())
    const reloaded = again()
    await soon(reloaded.reset())
    await soon(reloaded.getToken())
    expect(count(REGISTER)).toBe(2)
  })

  it('may fail: the first call reads again, and nothing is unhandled', async () => {
    const { client, again, broken, count } = createOpenBed()
    const { value } = await soon(client.getToken())
    broken.reads = true
    const reloaded = again()
    await Promise.resolve()
    broken.reads = false
    expect((await soon(reloaded.getToken())).value).toBe(value)
    expect(count(REGISTER)).toBe(1)
  })
})
