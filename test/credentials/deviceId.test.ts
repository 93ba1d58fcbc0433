import { memoryStore } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDeviceId } from '../../src/credentials/deviceId.ts'
import { CONFIGURATION, createBed, createOpenStore, emulator } from '../client/testbed.ts'

beforeEach(emulator.reset)

const DEVICE = 'react-adobe-pass:device'

const ids = ({ sent }: ReturnType<typeof createBed>) =>
  sent.flatMap(({ headers }) => headers['ap-device-identifier'] ?? [])

describe('the device identifier', () => {
  it('is created once and kept across calls, reloads, origins and resets', async () => {
    const { store, records } = createOpenStore()
    const bed = createBed({ store })
    await bed.client.fetch(CONFIGURATION)
    await bed.again().fetch(CONFIGURATION)
    await bed.again({ origin: 'https://elsewhere.test' }).fetch(CONFIGURATION)
    await bed.client.reset()
    await bed.client.fetch(CONFIGURATION)
    expect(ids(bed)).toHaveLength(4)
    expect(new Set(ids(bed)).size).toBe(1)

    const [, id = ''] = ids(bed)[0]?.split(' ') ?? []
    expect(ids(bed)[0]).toBe(`fingerprint ${id}`)
    expect(atob(id)).toMatch(/^[0-9a-f]{32}$/)
    expect(records.get(DEVICE)).toBe(atob(id))
  })

  it('is the same for concurrent calls and for several tabs', async () => {
    const bed = createBed()
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? bed.client : bed.again()).fetch(CONFIGURATION)),
    )
    expect(new Set(ids(bed)).size).toBe(1)
  })

  it('can be an option, which is sent as base64 of UTF-8 bytes and is not stored', async () => {
    const { store, records } = createOpenStore()
    const bed = createBed({ store, deviceId: 'Gerät 7' })
    await bed.client.fetch(CONFIGURATION)
    expect(ids(bed)).toEqual(['fingerprint R2Vyw6R0IDc='])
    expect(records.has(DEVICE)).toBe(false)
  })

  it('lasts as long as the page if it cannot be stored', async () => {
    const { store, broken } = createOpenStore()
    Object.assign(broken, { reads: true, writes: true })
    const bed = createBed({ store })
    await bed.client.fetch(CONFIGURATION)
    await bed.client.fetch(CONFIGURATION)
    expect(new Set(ids(bed)).size).toBe(1)
    expect(bed.types()).toContain('storage-unavailable')
  })

  it('is stored with the next token request if it could not be stored before', async () => {
    const { store, broken, records } = createOpenStore()
    broken.writes = true
    const bed = createBed({ store })
    await bed.client.fetch(CONFIGURATION)
    broken.writes = false
    emulator.revokeTokens()
    await bed.client.fetch(CONFIGURATION)
    await bed.again().fetch(CONFIGURATION)
    expect(new Set(ids(bed)).size).toBe(1)
    expect(atob(String(ids(bed)[0]?.split(' ')[1]))).toBe(records.get(DEVICE))
  })

  it.each([[''], [7], [null], [{}]])(
    'is created again if the stored one is damaged: %j',
    async (garbage) => {
      const { store, records } = createOpenStore()
      records.set(DEVICE, garbage)
      const bed = createBed({ store })
      await bed.client.fetch(CONFIGURATION)
      expect(records.get(DEVICE)).toMatch(/^[0-9a-f]{32}$/)
      expect(ids(bed)).toEqual([`fingerprint ${btoa(String(records.get(DEVICE)))}`])
    },
  )
})

it('reads again after the read that began with the client has failed', async () => {
  const store = memoryStore()
  await store.set('react-adobe-pass:device', 'stored')
  let isBroken = true
  const deviceId = createDeviceId({
    given: undefined,
    store: {
      ...store,
      get: async (key) => {
        if (isBroken) throw new DOMException('No', 'UnknownError')
        return store.get(key)
      },
    },
    lock: (task) => task(),
    onStoreFailure: () => {},
  })
  deviceId.readAhead()
  expect(await deviceId.get()).not.toBe('stored')
  isBroken = false
  deviceId.ensureStored()
  expect(await deviceId.get()).toBe('stored')
})
