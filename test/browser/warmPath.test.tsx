import { usePassQuery } from 'react-adobe-pass'
import { useProfile } from 'react-adobe-pass/entitlement'
import { configuration } from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { application, handle, mount, soon } from './testbed.tsx'

afterEach(() => vi.restoreAllMocks())

/** Records how the page uses IndexedDB and Web Locks from now on. */
function watch() {
  const modes: (IDBTransactionMode | undefined)[] = []
  const { transaction } = IDBDatabase.prototype
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    names,
    mode,
  ) {
    modes.push(mode)
    return transaction.call(this, names, mode)
  })
  const request = vi.spyOn(navigator.locks, 'request')
  /** The locks of the credentials that were requested. The turns of the pace have others. */
  const locks = () =>
    request.mock.calls.map(([name]) => name).filter((name) => !name.endsWith(':turn'))
  return { modes, locks }
}

/** An application on a second visit: everything is stored. */
async function returning() {
  const app = await application()
  await app.open().pass.request(configuration())
  app.calls.length = 0
  return app
}

describe('a client that finds everything stored', () => {
  test('reads IndexedDB once, when it is created and not when the page renders', async () => {
    const app = await returning()
    const watched = watch()
    const { pass } = app.open()
    // One transaction finds the connection, the other one reads.
    await vi.waitUntil(() => watched.modes.length === 2, soon)
    expect(watched.modes).toEqual(['readonly', 'readonly'])
    watched.modes.length = 0

    function Consumer() {
      return usePassQuery(configuration()).status
    }
    const screen = await mount(pass, <Consumer />)
    await expect.element(screen.getByText('success'), soon).toBeVisible()

    expect(app.calls).toEqual(['/api/v2/REF30/configuration'])
    // One more if this took so long that what was read is old.
    expect(watched.modes.length).toBeLessThanOrEqual(1)
    expect(watched.locks()).toEqual([])
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

    const watched = watch()
    const { pass } = app.open()
    const next = await mount(pass, <Viewer />)
    await expect.element(next.getByText('signed-in'), soon).toBeVisible()
    // One of them finds the connection.
    expect(watched.modes.filter((mode) => mode === 'readonly').length).toBeLessThanOrEqual(3)
    expect(watched.modes).not.toContain('readwrite')
    expect(watched.locks()).toEqual([])
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
    expect(watched.locks()).toEqual([])
  })
})
