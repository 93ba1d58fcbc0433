import { usePassQuery } from 'react-adobe-pass'
import { useProfile } from 'react-adobe-pass/entitlement'
import { configuration } from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { application, handle, mount, soon } from './testbed.tsx'

afterEach(() => vi.restoreAllMocks())

/** Records how the page uses IndexedDB and Web Locks from now on. */
function watch() {
  const modes: (IDBTransactionMode | undefined)[] = []
  const { get } = IDBObjectStore.prototype
  const { transaction } = IDBDatabase.prototype
  /** Whether the current task is the one in which a read was answered. */
  let answering = false
  const later = new MessageChannel()
  later.port1.onmessage = () => {
    answering = false
  }
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    names,
    mode,
  ) {
    modes.push(mode)
    const opened = transaction.call(this, names, mode)
    opened.addEventListener('complete', () => {
      answering = false
    })
    return opened
  })
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    const request = get.call(this, key)
    request.addEventListener('success', () => {
      answering = true
      later.port2.postMessage('')
    })
    return request
  })
  const locks = vi.spyOn(navigator.locks, 'request')
  return { modes, locks, answering: () => answering }
}

/** An application on a second visit: everything is stored. */
async function returning() {
  const app = await application()
  await app.open().pass.request(configuration())
  app.calls.length = 0
  return app
}

describe('a client that finds everything stored', () => {
  test('reads IndexedDB once, and sends the first call in the task of the answer', async () => {
    const app = await returning()
    const watched = watch()
    const look = vi.spyOn(Storage.prototype, 'getItem')
    const sent: boolean[] = []
    const { pass } = app.open({
      fetch: (input, init) => {
        sent.push(watched.answering())
        return fetch(input, init)
      },
    })
    // The first read of localStorage is slow: it happens here, before anything waits for it.
    expect(look).toHaveBeenCalled()
    // createPassClient opens the store, so that it is open when the page renders.
    await vi.waitUntil(() => watched.modes.length === 1, soon)
    watched.modes.length = 0

    function Consumer() {
      return usePassQuery(configuration()).status
    }
    const screen = await mount(pass, <Consumer />)
    await expect.element(screen.getByText('success'), soon).toBeVisible()

    expect(app.calls).toEqual(['/api/v2/REF30/configuration'])
    expect(sent).toEqual([true])
    expect(watched.modes).toEqual(['readonly'])
    expect(watched.locks).not.toHaveBeenCalled()
  })

  test('knows who is signed in after at most two reads of IndexedDB, without a call', async () => {
    const app = await application()
    const { pass: first } = app.open()
    await first.getToken()
    await handle('signIn', 'Lumenwave', { application: app.name })
    function Viewer() {
      return useProfile().status
    }
    const visit = await mount(first, <Viewer />)
    await expect.element(visit.getByText('signed-in'), soon).toBeVisible()
    // Until the answer is stored.
    await vi.waitUntil(async () => JSON.stringify(await app.stored()).includes('"answer"'), soon)
    await visit.unmount()
    app.calls.length = 0

    const { pass } = app.open()
    const watched = watch()
    const next = await mount(pass, <Viewer />)
    await expect.element(next.getByText('signed-in'), soon).toBeVisible()
    expect(watched.modes.filter((mode) => mode === 'readonly').length).toBeLessThanOrEqual(2)
    expect(watched.modes).not.toContain('readwrite')
    expect(watched.locks).not.toHaveBeenCalled()
    expect(app.calls).toEqual([])
  })

  test('uses neither locks nor IndexedDB after that', async () => {
    const app = await returning()
    const { pass } = app.open()
    await pass.request(configuration())
    const watched = watch()
    const token = await pass.getToken()
    for (let i = 0; i < 3; i++) await pass.request(configuration())

    expect(await pass.getToken()).toBe(token)
    expect(watched.modes).toEqual([])
    expect(watched.locks).not.toHaveBeenCalled()
  })
})
