import { memoryStore } from 'react-adobe-pass'
import { useMvpds, useProfile } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { answering, elapse, emulator, json, renderJourney, settle } from './testbed.tsx'

const names = ({ mvpds }: ReturnType<typeof useMvpds>) => mvpds.map(({ id }) => id)

const lumenwave = { id: 'Lumenwave', displayName: 'Lumenwave', logoUrl: 'https://logo.test/x.png' }

/** A `fetch` whose configuration has these MVPDs. */
const withMvpds = (...mvpds: readonly object[]) =>
  answering('/configuration', () => json({ requestor: { id: 'REF30', mvpds } }))

/** A store whose given methods reject. */
const broken = (...failing: readonly ('get' | 'set' | 'update' | 'delete')[]) => {
  const store = memoryStore()
  const reject = async () => {
    throw new Error('The store is broken')
  }
  return { ...store, ...Object.fromEntries(failing.map((name) => [name, reject])) }
}

describe('the list', () => {
  it('is pending, then loaded, in the order of the configuration', async () => {
    const seen: string[] = []
    const page = await renderJourney(() => {
      const result = useMvpds()
      seen.push(`${result.status} ${result.mvpds.length}`)
      return result
    })
    expect(seen[0]).toBe('pending 0')
    expect(page.now).toMatchObject({ status: 'success', error: null, picked: undefined })
    expect(names(page.now).slice(0, 3)).toEqual(['Lumenwave', 'CedarHollow', 'TidepoolTV'])
  })

  it('contains TempPasses only with tempPass: true', async () => {
    const page = await renderJourney(() => [useMvpds(), useMvpds({ tempPass: true })] as const)
    expect(names(page.now[0])).not.toContain('FreePreview')
    expect(names(page.now[1])).toEqual([...names(page.now[0]), 'FreePreview'])
  })

  it("ignores flags of MVPDs, which are meant for the platform's own picker", async () => {
    const flags = [
      'isProxy',
      'enablePlatformServices',
      'displayInPlatformPicker',
      'enforcePlatformPermissions',
      'authPerAggregator',
      'authPerBrowserSession',
      'passiveAuthnEnabled',
    ]
    const flagged = flags.flatMap((flag) =>
      [true, false].map((value) => ({ id: `${flag}-${value}`, [flag]: value })),
    )
    const all = [
      ...flagged,
      ...['SUPPORTED', 'PICKER', 'NONE'].map((boardingStatus) => ({
        id: boardingStatus,
        boardingStatus,
      })),
    ]
    const page = await renderJourney(() => useMvpds(), { fetch: withMvpds(...all) })
    expect(names(page.now)).toEqual(all.map(({ id }) => id))
  })

  it.each([
    ['tide', ['TidepoolTV']],
    ['TV POOL', ['TidepoolTV']],
    ['  fiber   quill ', ['Quillstone']],
    ['owl co-op', ['OwlCreekCoop']],
    ['owlcreekcoop', ['OwlCreekCoop']],
    ['lumenwave tv', []],
    ['', undefined],
    ['   ', undefined],
  ])('can be searched for %j', async (search, found) => {
    const page = await renderJourney(() => [useMvpds({ search }), useMvpds()] as const)
    expect(names(page.now[0])).toEqual(found ?? names(page.now[1]))
    expect(page.count('/configuration')).toBe(1)
  })

  it.each(['tele', 'TÉLÉ', 'te\u0301le\u0301vision', 'quebec', 'Québec télé'])(
    'can be searched for %s regardless of accents',
    async (search) => {
      const page = await renderJourney(() => useMvpds({ search }), {
        fetch: withMvpds({ id: 'x1', displayName: 'Télévision Québec' }, { id: 'x2' }),
      })
      expect(names(page.now)).toEqual(['x1'])
    },
  )

  it('treats the search as text, not as a pattern', async () => {
    const page = await renderJourney(() => useMvpds({ search: '.*' }))
    expect(names(page.now)).toEqual([])
  })

  it('is fetched once for many components, and again after 3 minutes', async () => {
    const page = await renderJourney(() =>
      [useMvpds(), useMvpds({ search: 'x' }), useMvpds({ tempPass: true })].map(names),
    )
    page.unmount()
    await page.mount()
    expect(page.count('/configuration')).toBe(1)
    page.unmount()
    await elapse(170_000)
    await page.mount()
    expect(page.count('/configuration')).toBe(1)
    page.unmount()
    await elapse(10_000)
    await page.mount()
    expect(page.count('/configuration')).toBe(2)
  })

  it('is not fetched with enabled: false', async () => {
    const page = await renderJourney(() => useMvpds({ enabled: false }))
    await page.click(({ pick }) => pick(lumenwave))
    await elapse(1_000)
    expect(page.now).toMatchObject({ status: 'pending', mvpds: [], picked: lumenwave })
    expect(page.count('/configuration')).toBe(0)
  })

  it('can fail, and is loaded by refetch()', async () => {
    emulator.fail('invalid_integration', { on: 'api' })
    const page = await renderJourney(() => useMvpds())
    expect(page.now).toMatchObject({
      status: 'error',
      mvpds: [],
      error: { name: 'PassApiError', code: 'invalid_integration' },
    })
    await page.click(({ refetch }) => refetch())
    expect(page.now).toMatchObject({ status: 'success', error: null })
  })
})

describe('the pick', () => {
  it('is remembered at once, in every component, and on the next visit', async () => {
    const page = await renderJourney(() => [useMvpds(), useMvpds({ enabled: false })] as const)
    await page.click(([{ pick }]) => pick(lumenwave))
    expect(page.now.map(({ picked }) => picked)).toEqual([lumenwave, lumenwave])
    const next = await page.reload()
    expect(next.now.map(({ picked }) => picked)).toEqual([lumenwave, lumenwave])
  })

  it('has only the id, name and logo of the MVPD', async () => {
    const page = await renderJourney(() => useMvpds())
    const [first] = page.now.mvpds
    if (!first) throw new Error('There is none')
    await page.click(({ pick }) => pick(first))
    const next = await page.reload()
    const { id, displayName, logoUrl } = first
    expect(next.now.picked).toEqual({ id, displayName, logoUrl })
  })

  it('is removed by forget(), at once and on the next visit', async () => {
    const page = await renderJourney(() => useMvpds())
    await page.click(({ pick }) => pick(lumenwave))
    await page.click(({ forget }) => forget())
    expect(page.now.picked).toBeUndefined()
    const next = await page.reload()
    expect(next.now.picked).toBeUndefined()
  })

  it('is the last one after several calls', async () => {
    const page = await renderJourney(() => useMvpds())
    await page.click(({ pick, forget }) => {
      void pick({ id: 'A', displayName: 'A' })
      void forget()
      void pick({ id: 'B', displayName: 'B' })
    })
    expect(page.now.picked?.id).toBe('B')
    const next = await page.reload()
    expect(next.now.picked?.id).toBe('B')
  })

  it('is not overwritten by concurrent reads of the store', async () => {
    const page = await renderJourney(() => useMvpds({ enabled: false }))
    const picked: unknown[] = []
    await page.click(async ({ pick }) => {
      void pick(lumenwave)
      // As a focus event does.
      void page.queryClient.refetchQueries()
    })
    picked.push(page.now.picked?.id)
    await page.click(async ({ pick }) => {
      void page.queryClient.refetchQueries()
      void pick({ id: 'B', displayName: 'B' })
    })
    picked.push(page.now.picked?.id)
    expect(picked).toEqual(['Lumenwave', 'B'])
  })

  it('survives a replacement of the credentials', async () => {
    const page = await renderJourney(() => ({ mvpds: useMvpds(), profile: useProfile() }))
    await page.click(({ mvpds }) => mvpds.pick(lumenwave))
    emulator.revokeClients()
    await page.click(({ profile }) => profile.refetch())
    await elapse(3_000)
    await settle(() => page.count('/register') === 2)
    await elapse(1_000)
    expect(page.count('/register')).toBe(2)
    expect(page.now.mvpds.picked).toEqual(lumenwave)
    const next = await page.reload()
    expect(next.now.mvpds.picked).toEqual(lumenwave)
  })

  it('survives reset()', async () => {
    const page = await renderJourney(() => useMvpds())
    await page.click(({ pick }) => pick(lumenwave))
    await page.pass.reset()
    await elapse(100)
    expect(page.now.picked).toEqual(lumenwave)
  })

  it.each([
    ['cannot be read', broken('get')],
    ['cannot be written', broken('set', 'update', 'delete')],
    ['can do nothing', broken('get', 'set', 'update', 'delete')],
  ])('lasts as long as the page with a store that %s', async (_, store) => {
    const page = await renderJourney(() => useMvpds(), { store })
    await page.click(({ pick }) => pick(lumenwave))
    expect(page.now.picked).toEqual(lumenwave)
    page.unmount()
    await page.mount()
    await page.click(() => page.queryClient.refetchQueries())
    expect(page.now.picked).toEqual(lumenwave)
    await page.click(({ forget }) => forget())
    await page.click(() => page.queryClient.refetchQueries())
    expect(page.now.picked).toBeUndefined()
    expect(page.now.status).toBe('success')
  })

  it.each([
    null,
    5,
    'text',
    [],
    { mvpd: 5 },
    { mvpd: { name: 'x' } },
    { answer: { profiles: 'x' }, answeredAt: 'soon', chosen: 7, last: 'x', owner: 1 },
  ])('is undefined if the stored value is %j', async (garbage) => {
    const store = memoryStore()
    const page = await renderJourney(() => ({ mvpds: useMvpds(), profile: useProfile() }), {
      store: {
        ...store,
        get: async (key) => (key.endsWith(':viewer') ? garbage : store.get(key)),
      },
    })
    expect(page.now.mvpds).toMatchObject({ status: 'success', picked: undefined })
    expect(page.now.profile.status).toBe('signed-out')
  })
})
