import { IDBDatabase, IDBFactory } from 'fake-indexeddb'
import { indexedDbStore } from 'react-adobe-pass'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdTime, rejection, standStill } from '../client/testbed.ts'

const credentials = { clientId: 'an-id', clientSecret: 'a-secret' }

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const settled = (request: IDBOpenDBRequest) =>
  new Promise<string>((resolve) => {
    for (const type of ['success', 'error', 'blocked']) {
      request.addEventListener(type, () => resolve(type))
    }
  })

describe('indexedDbStore', () => {
  it('keeps values across connections', async () => {
    const store = indexedDbStore()
    expect(await store.get('a')).toBeUndefined()
    await store.set('a', credentials)
    await store.set('b', 'text')
    expect(await indexedDbStore().get('a')).toEqual(credentials)

    await store.delete('a')
    expect([await store.get('a'), await store.get('b')]).toEqual([undefined, 'text'])
  })

  it('uses the database react-adobe-pass unless another name is given', async () => {
    await indexedDbStore().set('a', 1)
    await indexedDbStore({ name: 'other' }).set('a', 2)
    const names = (await indexedDB.databases()).map(({ name }) => name)
    expect(new Set(names)).toEqual(new Set(['other', 'react-adobe-pass']))
    expect(await indexedDbStore().get('a')).toBe(1)
  })

  it('opens the database when the store is created, not at the first use', async () => {
    indexedDbStore()
    await vi.waitFor(async () => {
      expect(await indexedDB.databases()).toHaveLength(1)
    }, 60_000)
  })

  it('updates atomically across connections', async () => {
    const stores = [indexedDbStore(), indexedDbStore()]
    const count = (old: unknown) => Number(old ?? 0) + 1
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => stores[i % 2]?.update?.('count', count)),
    )
    expect(await indexedDbStore().get('count')).toBe(100)
  })
})

/** An open request that never fires an event. */
const hang = (): IDBOpenDBRequest => Object.create(null)

describe('a database that fails', () => {
  const operations = [
    ['get', (store) => store.get('a')],
    ['set', (store) => store.set('a', 1)],
    ['delete', (store) => store.delete('a')],
    ['update', (store) => store.update?.('a', () => 1) ?? Promise.resolve()],
  ] as const satisfies readonly [
    string,
    (store: ReturnType<typeof indexedDbStore>) => Promise<unknown>,
  ][]

  it.each(operations)(
    'makes %s reject, not find nothing, if access is forbidden',
    async (_, run) => {
      vi.spyOn(indexedDB, 'open').mockImplementation(() => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      })
      expect((await rejection(run(indexedDbStore()))).name).toBe('SecurityError')
    },
  )

  it.each(operations)('makes %s reject in a browser without IndexedDB', async (_, run) => {
    vi.stubGlobal('indexedDB', undefined)
    expect(await rejection(run(indexedDbStore()))).toBeInstanceOf(Error)
  })

  it.each(operations)('makes %s reject if it cannot be opened', async (_, run) => {
    // Opening fails if the database has a later version.
    const request = indexedDB.open('react-adobe-pass', 7)
    expect(await settled(request)).toBe('success')
    request.result.close()
    const open = indexedDB.open.bind(indexedDB)
    vi.spyOn(indexedDB, 'open').mockImplementation((name) => open(name, 1))
    expect((await rejection(run(indexedDbStore()))).name).toBe('VersionError')
  })

  it.each(operations)('makes %s reject if it does not open in time', async (_, run) => {
    holdTime()
    vi.spyOn(indexedDB, 'open').mockImplementation(hang)
    const failed = rejection(run(indexedDbStore({ timeout: 1_000 })))
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await failed).message).toContain('does not answer')
  })

  it('that hangs is awaited for 5 s, then skipped for 10 s, and then reopened', async () => {
    holdTime()
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(hang)
    const store = indexedDbStore()
    let done = false
    const failed = rejection(store.get('a')).finally(() => {
      done = true
    })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(done).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await failed
    vi.setSystemTime(Date.now() + 9_999)
    expect((await rejection(store.get('a'))).message).toContain('does not answer')

    vi.setSystemTime(Date.now() + 1)
    await store.set('a', 1)
    expect(await store.get('a')).toBe(1)
  })

  it.each(operations)('does not make %s reject if the page stood still', async (_, run) => {
    const running = run(indexedDbStore({ timeout: 50 }))
    // The time begins before the page stands still.
    await Promise.resolve().then(() => {})
    standStill(300)
    await expect(running).resolves.not.toThrow()
  })

  it('is reopened after a failed open', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('Internal error', 'UnknownError')
    })
    const store = indexedDbStore()
    await store.set('a', 1)
    expect(await store.get('a')).toBe(1)
  })

  it('is reopened if the browser has closed the connection: InvalidStateError', async () => {
    const store = indexedDbStore()
    await store.set('a', 1)
    const opened = vi.spyOn(indexedDB, 'open')
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError')
    })
    expect(await store.get('a')).toBe(1)
    expect(opened).toHaveBeenCalledTimes(1)
  })

  it('that keeps failing is not retried endlessly', async () => {
    const store = indexedDbStore()
    await store.set('a', 1)
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError')
    })
    expect((await rejection(store.get('a'))).name).toBe('InvalidStateError')
    expect(transaction.mock.calls.length).toBeLessThanOrEqual(4)
    transaction.mockRestore()
    expect(await store.get('a')).toBe(1)
  })

  it('can be deleted while it is open, and is used again afterwards', async () => {
    const store = indexedDbStore()
    await store.set('a', 1)
    expect(await settled(indexedDB.deleteDatabase('react-adobe-pass'))).toBe('success')
    expect(await store.get('a')).toBeUndefined()
    await store.set('a', 2)
    expect(await store.get('a')).toBe(2)
  })
})
