import { useState } from 'react'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { useAuthorize, usePreauthorized, useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { answering, elapse, emulator, json, renderJourney } from './testbed.tsx'

const mvpd = 'Lumenwave'
const PATH = `/decisions/preauthorize/${mvpd}`

const channels = (count: number) => Array.from({ length: count }, (_, i) => `channel-${i + 1}`)

/** A `fetch` that records the resources of each request, and the most requests at once. */
function noting(rest: typeof fetch = emulator.fetch) {
  const asked: (readonly string[])[] = []
  const most = { atOnce: 0 }
  let now = 0
  const fetch = answering(
    PATH,
    async ({ body, real }) => {
      asked.push(JSON.parse(body).resources)
      most.atOnce = Math.max(most.atOnce, ++now)
      const answer = await real()
      now--
      return answer
    },
    rest,
  )
  return { asked, most, fetch }
}

/** Decisions as the server sends them. */
const permits = (resources: readonly string[]) =>
  json({
    decisions: resources.map((resource) => ({
      resource,
      serviceProvider: 'REF30',
      mvpd,
      source: 'mvpd',
      authorized: true,
    })),
  })

/** A catalogue that can be changed, for a viewer who is signed in or not. */
function useCatalogue(first: readonly string[], given?: string) {
  const [resources, setResources] = useState(first)
  const profile = useProfile()
  const result = usePreauthorized(resources, { mvpd: given })
  return { ...result, setResources, profile }
}

/** Renders a catalogue for a viewer who is signed in. */
async function showCatalogue(
  resources: readonly string[],
  options: Parameters<typeof renderJourney>[1] = {},
) {
  const page = await renderJourney(() => useCatalogue(resources), options)
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  return page
}

it('lists permitted and denied resources in the order of the catalogue', async () => {
  const page = await showCatalogue(['b', 'denied', 'a', 'parental'])
  expect(page.now).toMatchObject({
    permitted: ['b', 'a'],
    denied: ['denied', 'parental'],
    isPending: false,
    error: null,
    decisions: {
      a: { authorized: true, mvpd },
      denied: {
        authorized: false,
        error: { code: 'preauthorization_denied_by_mvpd', details: expect.any(String) },
      },
    },
  })
})

it('sends no request while nobody is signed in, and is not pending', async () => {
  const seen: boolean[] = []
  const page = await renderJourney(() => {
    const catalogue = useCatalogue(['a'])
    seen.push(catalogue.isPending)
    return catalogue
  })
  expect(seen[0]).toBe(true)
  expect(page.now).toMatchObject({ isPending: false, permitted: [], denied: [], error: null })
  expect(page.count(PATH)).toBe(0)
})

it('uses the given mvpd, even if nobody is signed in', async () => {
  const page = await renderJourney(() => useCatalogue(['a'], 'Saltmarsh'))
  expect(page.now).toMatchObject({ permitted: ['a'], isPending: false })
  expect(page.count('/decisions/preauthorize/Saltmarsh')).toBe(1)
})

it('sends no request for an empty catalogue', async () => {
  const page = await showCatalogue([])
  expect(page.now).toMatchObject({ decisions: {}, isPending: false, error: null })
  expect(page.count(PATH)).toBe(0)
})

it('requests five resources at a time, in order, and none twice', async () => {
  const { asked, fetch, most } = noting()
  const list = channels(12)
  const page = await showCatalogue([...list, ...list], { fetch })
  expect(asked).toEqual([list.slice(0, 5), list.slice(5, 10), list.slice(10)])
  expect(page.now.permitted).toEqual(list)
  expect(most.atOnce).toBe(2)
})

it('combines the resources of several components into one request', async () => {
  const { asked, fetch } = noting()
  const page = await renderJourney(
    () => ({
      profile: useProfile(),
      rows: [usePreauthorized(['a', 'b']), usePreauthorized(['b', 'c'])],
    }),
    { fetch },
  )
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  expect(page.now.rows.map(({ permitted }) => permitted)).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ])
  expect(asked).toEqual([['a', 'b', 'c']])
})

it('sends one request under StrictMode', async () => {
  const { asked, fetch } = noting()
  const page = await showCatalogue(['a', 'b'], { fetch, strict: true })
  expect(page.now.permitted).toEqual(['a', 'b'])
  expect(asked).toEqual([['a', 'b']])
})

it('requests only new resources of a growing catalogue, each again after 5 minutes', async () => {
  const { asked, fetch } = noting()
  const page = await showCatalogue(['a', 'denied'], { fetch })
  await page.click(({ setResources }) => setResources(['a', 'denied', 'b']))
  expect(page.now).toMatchObject({ permitted: ['a', 'b'], denied: ['denied'] })
  page.unmount()
  await elapse(290_000)
  await page.mount()
  expect(asked).toEqual([['a', 'denied'], ['b']])
  page.unmount()
  await elapse(20_000)
  await page.mount()
  expect(asked.slice(2)).toEqual([['a', 'denied']])
})

it.each(['__proto__', 'constructor', 'toString', 'ä/ö?&#', '<mrss>x</mrss>'])(
  'accepts %s as the name of a resource',
  async (name) => {
    const page = await showCatalogue([name, `${name} denied`])
    expect(page.now).toMatchObject({ permitted: [name], denied: [`${name} denied`] })
    expect(page.now.decisions[name]?.authorized).toBe(true)
    expect(page.now.decisions['hasOwnProperty']).toBeUndefined()
  },
)

describe('a decision with the action retry', () => {
  it('is requested again, without the other resources', async () => {
    const { asked, fetch } = noting()
    const page = await showCatalogue(['a', 'retry', 'denied'], { fetch })
    // The other decisions do not wait for it.
    expect(page.now).toMatchObject({ permitted: ['a'], denied: ['denied'], isPending: true })
    await elapse(10_000)
    expect(page.now).toMatchObject({ permitted: ['a', 'retry'], isPending: false })
    expect(asked).toEqual([['a', 'retry', 'denied'], ['retry'], ['retry']])
  })

  it('is denied after three more requests', async () => {
    const { asked, fetch } = noting()
    const page = await showCatalogue(['a', 'retry9'], { fetch })
    await elapse(30_000)
    expect(asked).toEqual([['a', 'retry9'], ['retry9'], ['retry9'], ['retry9']])
    expect(page.now).toMatchObject({
      permitted: ['a'],
      denied: ['retry9'],
      decisions: { retry9: { error: { action: 'retry' } } },
      isPending: false,
    })
  })
})

describe('a server that accepts fewer resources', () => {
  it('gets half as many per request from then on', async () => {
    const small = createPassEmulator({ throttle: false, maxResources: 2 })
    const { asked, fetch } = noting(small.fetch)
    const page = await renderJourney(() => useCatalogue(channels(7)), {
      fetch,
      softwareStatement: await small.softwareStatement(),
    })
    small.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    await elapse(1_000)
    expect(page.now).toMatchObject({ permitted: channels(7), error: null, isPending: false })
    expect(asked.slice(0, 2).map(({ length }) => length)).toEqual([5, 2])
    const { length } = asked
    await page.click(({ setResources }) => setResources([...channels(7), 'x', 'y', 'z']))
    expect(asked.slice(length).map((one) => one.length)).toEqual([2, 1])
  })

  it('is an error if it rejects even a single resource', async () => {
    const page = await showCatalogue(['a', 'b'], {
      fetch: answering(PATH, () =>
        json({ action: 'configuration', status: 403, code: 'too_many_resources' }, 403),
      ),
    })
    expect(page.now).toMatchObject({ error: { code: 'too_many_resources' }, isPending: false })
  })
})

it('uses the MVPD of degraded access without a profile, as useAuthorize does', async () => {
  const fetch = answering('/profiles/Saltmarsh', () => json({ profiles: {} }))
  const page = await renderJourney(
    () => ({
      ...usePreauthorized(['a']),
      signIn: useSignIn().signIn,
      profile: useProfile(),
    }),
    { fetch },
  )
  await page.click(({ signIn }) => signIn({ mvpd: 'Saltmarsh', screen: 'second-screen' }))
  expect(page.now.profile.status).toBe('signed-out')
  expect(page.now).toMatchObject({ permitted: ['a'], isPending: false })
  expect(page.count('/decisions/preauthorize/Saltmarsh')).toBe(1)
})

describe('a failure', () => {
  it('is the error of the whole catalogue and stops further requests', async () => {
    const { asked, fetch } = noting()
    const page = await showCatalogue([], { fetch })
    emulator.fail('invalid_integration', { on: 'api', times: 2 })
    await page.click(({ setResources }) => setResources(channels(30)))
    expect(asked).toHaveLength(2)
    expect(page.now).toMatchObject({
      error: { code: 'invalid_integration' },
      isPending: false,
      permitted: [],
      denied: [],
    })
    await page.click(({ retry }) => retry())
    expect(page.now).toMatchObject({ error: null, permitted: channels(30) })
  })

  it('is cleared by retry() of the failed resources; refetch() requests all', async () => {
    const { asked, fetch } = noting()
    const page = await showCatalogue(channels(5), { fetch })
    emulator.fail('invalid_integration', { on: 'api' })
    await page.click(({ setResources }) => setResources(channels(7)))
    expect(page.now).toMatchObject({ permitted: channels(5), error: { name: 'PassApiError' } })
    asked.length = 0
    await page.click(({ retry }) => retry())
    expect(asked).toEqual([['channel-6', 'channel-7']])
    expect(page.now).toMatchObject({ permitted: channels(7), error: null })

    asked.length = 0
    await page.click(({ refetch }) => refetch())
    expect(new Set(asked.flat())).toEqual(new Set(channels(7)))
  })

  it('with the action authentication causes a request for the profile', async () => {
    const page = await showCatalogue(['a'])
    await elapse(1_000)
    emulator.signOutElsewhere()
    await page.click(({ setResources }) => setResources(['a', 'b']))
    await elapse(1_000)
    expect(page.now.profile.status).toBe('signed-out')
    expect(page.paths().at(-1)).toBe(`/profiles/${mvpd}`)
    expect(page.count('/profiles')).toBe(2)
  })

  it('is reported if a resource is missing from the response, which is not a denial', async () => {
    const page = await showCatalogue(['a', 'b'], {
      fetch: answering(PATH, () => permits(['a'])),
    })
    expect(page.now).toMatchObject({
      permitted: ['a'],
      denied: [],
      isPending: false,
      error: { name: 'PassResponseError' },
    })
  })

  it('is not reported for a decision about a resource that was not requested', async () => {
    const page = await showCatalogue(['a'], {
      fetch: answering(PATH, () => permits(['a', 'z'])),
    })
    expect(page.now).toMatchObject({ permitted: ['a'], error: null })
    expect(page.now.decisions['z']).toBeUndefined()
  })
})

describe('a catalogue that is unmounted or replaced', () => {
  it('sends no more requests and does not delay the next page', async () => {
    const page = await renderJourney(() => useCatalogue(channels(200)), {
      throttle: { burst: 2, perSecond: 1 },
    })
    await elapse(10_000)
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    await elapse(1_000)
    page.unmount()
    const before = page.count(PATH)
    expect(before).toBeLessThan(5)
    const next = await renderJourney(() => useCatalogue(['next']), { pass: page.pass })
    await elapse(3_000)
    expect(next.now.permitted).toEqual(['next'])
    await elapse(60_000)
    // The request that was already sent, and that of the next page.
    expect(page.count(PATH) - before).toBeLessThanOrEqual(2)
    // Its known decisions are kept.
    await next.click(({ setResources }) => setResources(['channel-1', 'next']))
    expect(next.now.permitted).toEqual(['channel-1', 'next'])
    expect(page.count(PATH) - before).toBeLessThanOrEqual(2)
  })

  it('is not requested again if a part of it remains', async () => {
    const { asked, fetch } = noting()
    const page = await renderJourney(() => useCatalogue([]), { fetch })
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ setResources }) => {
      setResources(channels(20))
    })
    asked.length = 0
    await page.click(({ setResources }) => {
      setResources(['x', 'y', 'z'])
    })
    await page.click(({ setResources }) => setResources(['y']))
    expect(page.now.permitted).toEqual(['y'])
    expect(asked).toEqual([['x', 'y', 'z']])
  })
})

it('a playback does not wait for a large catalogue', async () => {
  const page = await renderJourney(
    () => ({ catalogue: useCatalogue(channels(50)), authorize: useAuthorize() }),
    { throttle: { burst: 2, perSecond: 1 } },
  )
  await elapse(10_000)
  emulator.signIn(mvpd)
  await page.click(({ catalogue }) => catalogue.profile.refetch())
  await elapse(1_000)
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  await elapse(4_000)
  expect(page.now.authorize.data?.authorized).toBe(true)
  expect(page.now.catalogue.isPending).toBe(true)
  await elapse(12_000)
  expect(page.now.catalogue).toMatchObject({ isPending: false, permitted: channels(50) })
})

it('sends one request for a given mvpd, although the viewer is not known at first', async () => {
  const page = await renderJourney(() => [useProfile(), usePreauthorized(['a'], { mvpd })] as const)
  emulator.signIn(mvpd)
  await page.click(([profile]) => profile.refetch())
  const next = await page.reload()
  await elapse(5_000)
  expect(next.now[1].permitted).toEqual(['a'])
  // The first page: before and after the sign-in. The second page: once.
  expect(next.count(`/decisions/preauthorize/${mvpd}`)).toBe(3)
})
