import {
  type DehydratedState,
  dehydrate,
  hydrate,
  QueryClient,
  type QueryClientConfig,
} from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { type PassClientOptions, passQueryOptions, usePassQuery } from 'react-adobe-pass'
import {
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { preauthorize, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { inApp } from '../react/testbed.tsx'
import {
  elapse,
  emulator,
  type JourneyOptions,
  pathOf,
  renderJourney,
  stubPopup,
} from './testbed.tsx'

const mvpd = 'CedarHollow'

const useWholeJourney = () => ({
  mvpds: useMvpds(),
  profile: useProfile(),
  preauthorized: usePreauthorized(['a']),
  authorize: useAuthorize(),
  signIn: useSignIn(),
  signOut: useSignOut(),
})

/** Dispatches the event that a page gets when the viewer turns to its tab. */
async function focus() {
  window.dispatchEvent(new Event('visibilitychange'))
  await elapse(100)
}

const Who = () => {
  const { status, profile } = useProfile()
  return <output>{`${status} ${profile?.mvpd ?? ''}`.trim()}</output>
}

/** The texts of the roots, in order. */
const shown = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

describe('an application with several query clients', () => {
  it('shows a sign-in and a sign-out in all roots at once, without a request', async () => {
    stubPopup()
    const page = await renderJourney(useWholeJourney)
    render(inApp(page.pass, new QueryClient(), <Who />))
    await elapse(0)
    expect(shown()).toEqual(['signed-out'])
    emulator.signIn(mvpd)
    const before = page.paths().length
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(page.now.profile.status).toBe('signed-in')
    expect(shown()).toEqual([`signed-in ${mvpd}`])
    await page.click(({ signOut }) => signOut.mutate())
    expect(shown()).toEqual(['signed-out'])
    expect(page.paths().slice(before)).not.toContain('/profiles')
  })

  it('shows a sign-in that ends after the query client was replaced', async () => {
    const { popup } = stubPopup()
    const page = await renderJourney(() => useSignIn())
    await page.click(({ signIn }) => signIn({ mvpd: 'Lumenwave' }))
    const who = (queryClient: QueryClient): ReactNode => inApp(page.pass, queryClient, <Who />)
    const { rerender } = render(who(new QueryClient()))
    await elapse(0)
    rerender(who(new QueryClient()))
    await elapse(0)
    emulator.signIn('Lumenwave')
    await page.click(({ cancel }) => cancel())
    await page.click(({ signIn }) => signIn({ mvpd: 'Lumenwave' }))
    expect(popup.visited.length).toBeLessThanOrEqual(1)
    expect(page.now.status).toBe('signed-in')
    expect(shown()).toEqual(['signed-in Lumenwave'])
    rerender(who(new QueryClient()))
    await elapse(0)
    expect(shown()).toEqual(['signed-in Lumenwave'])
  })

  it('shows the next sign-in after clear(), some time after a sign-out', async () => {
    stubPopup()
    const page = await renderJourney(useWholeJourney)
    for (const pause of [0, 1_000, 60_000]) {
      emulator.signIn(mvpd)
      await page.click(({ signIn }) => signIn.signIn({ mvpd }))
      expect(page.now.profile.status).toBe('signed-in')
      await page.click(({ signOut }) => signOut.mutate())
      expect(page.now.profile.status).toBe('signed-out')
      await elapse(pause)
      page.queryClient.clear()
      await elapse(pause)
    }
  })
})

/** Default options of an application, each of which could break a hook. */
const hostile: NonNullable<QueryClientConfig['defaultOptions']> = {
  queries: {
    enabled: false,
    gcTime: 0,
    networkMode: 'online',
    notifyOnChangeProps: [],
    refetchInterval: 1_000,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    retry: 3,
    retryOnMount: false,
    staleTime: Infinity,
    structuralSharing: false,
    throwOnError: true,
  },
  mutations: { networkMode: 'online', retry: 3, scope: { id: 'all' }, throwOnError: true },
}

describe('an application with hostile default options', () => {
  const openPage = (options: JourneyOptions = {}) =>
    renderJourney(useWholeJourney, {
      queryClient: new QueryClient({ defaultOptions: hostile }),
      ...options,
    })

  it('completes the journey with the same number of requests', async () => {
    stubPopup()
    const page = await openPage()
    expect(page.now.mvpds.status).toBe('success')
    expect(page.now.profile.status).toBe('signed-out')
    await elapse(20_000)
    expect([page.count('/configuration'), page.count('/profiles')]).toEqual([1, 1])
    emulator.signIn(mvpd)
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(page.now.profile.status).toBe('signed-in')
    expect(page.now.preauthorized.permitted).toEqual(['a'])
    await page.click(({ authorize }) => authorize.mutate('a'))
    expect(page.now.authorize.data?.authorized).toBe(true)
    await page.click(({ signOut }) => signOut.mutate())
    expect(page.now.signOut.status).toBe('success')
    expect(page.now.profile.status).toBe('signed-out')
  })

  it('gets a failure only as a status, without an exception or a retry', async () => {
    const queryClient = new QueryClient({ defaultOptions: hostile })
    emulator.fail('invalid_integration', { on: 'api', times: 9 })
    const page = await openPage({ queryClient })
    expect(page.now.profile).toMatchObject({ status: 'error', error: {} })
    expect(page.now.mvpds).toMatchObject({ status: 'error', error: {} })
    await page.click(({ authorize }) => authorize.mutate('a'))
    await page.click(({ signOut }) => signOut.mutate())
    expect([page.now.authorize.status, page.now.signOut.status]).toEqual(['error', 'error'])
    expect([page.count('/configuration'), page.count('/profiles')]).toEqual([1, 3])
  })

  it('notices a sign-out in another tab when it gets the focus', async () => {
    const page = await openPage()
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    expect(page.now.profile.status).toBe('signed-in')
    const other = await openPage(page.options)
    await other.click(({ signOut }) => signOut.mutate())
    expect(page.now.profile.status).toBe('signed-in')
    await focus()
    expect(page.now.profile.status).toBe('signed-out')
  })

  it('fetches the MVPDs again after 3 minutes and after a failure', async () => {
    emulator.fail('invalid_integration', { on: 'api', times: 2 })
    const page = await openPage()
    expect(page.now.mvpds.status).toBe('error')
    page.unmount()
    await page.mount()
    expect(page.now.mvpds.status).toBe('success')
    page.unmount()
    await elapse(170_000)
    await page.mount()
    expect(page.count('/configuration')).toBe(2)
    page.unmount()
    await elapse(20_000)
    await page.mount()
    expect(page.count('/configuration')).toBe(3)
  })
})

it('repeats a failed request on an online event, even without an offline event', async () => {
  let isOffline = true
  const page = await renderJourney(useProfile, {
    fetch: async (input, init) => {
      if (isOffline && pathOf(input).includes('/profiles')) throw new TypeError('Failed to fetch')
      return emulator.fetch(input, init)
    },
  })
  await elapse(10_000)
  expect(page.now).toMatchObject({ status: 'error', error: { name: 'PassNetworkError' } })
  isOffline = false
  window.dispatchEvent(new Event('online'))
  await elapse(0)
  expect(page.now.status).toBe('signed-out')
})

describe('data of the previous viewer', () => {
  it('is not shown after a reset while nothing was mounted', async () => {
    const page = await renderJourney(useWholeJourney)
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    expect(page.now.preauthorized.permitted).toEqual(['a'])
    page.unmount()
    await page.pass.reset()
    const seen: string[] = []
    const Seen = () => {
      seen.push(useProfile().status, String(usePreauthorized(['a']).permitted))
      return null
    }
    render(inApp(page.pass, page.queryClient, <Seen />))
    await elapse(100)
    expect(new Set(seen)).not.toContain('signed-in')
    expect(new Set(seen)).not.toContain('a')
  })

  it('is not shown as preauthorized to the next viewer with the same MVPD', async () => {
    stubPopup()
    const page = await renderJourney(useWholeJourney)
    emulator.signIn(mvpd)
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(page.now.preauthorized.permitted).toEqual(['a'])
    expect(page.count(`/decisions/preauthorize/${mvpd}`)).toBe(1)
    // Another viewer signs in, in another tab of this browser.
    const other = await renderJourney(useWholeJourney, page.options)
    await other.click(({ signOut }) => signOut.mutate())
    await elapse(1_000)
    emulator.signIn(mvpd)
    emulator.fail('preauthorization_denied_by_mvpd', { on: 'decision', times: 2 })
    await other.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(other.now.preauthorized.denied).toEqual(['a'])
    await focus()
    expect(page.now.preauthorized).toMatchObject({ permitted: [], denied: ['a'] })
  })

  it('is removed from the application’s own queries on sign-out; the MVPDs stay', async () => {
    const page = await renderJourney(() => ({
      ...useWholeJourney(),
      own: usePassQuery(profiles()),
    }))
    emulator.signIn(mvpd)
    await page.click(({ profile, own }) => [profile.refetch(), own.refetch()])
    const catalogue = passQueryOptions(page.pass, preauthorize({ mvpd, resources: ['x'] }))
    await page.click(() => page.queryClient.prefetchQuery(catalogue))
    expect(page.queryClient.getQueryData(catalogue.queryKey)?.decisions).toHaveLength(1)
    expect(Object.keys(page.now.own.data?.profiles ?? {})).toEqual([mvpd])
    await page.click(({ signOut }) => signOut.mutate())
    await elapse(0)
    expect(page.queryClient.getQueryData(catalogue.queryKey)).toBeUndefined()
    expect(page.now.own.data).toEqual({ profiles: {} })
    expect(page.count('/configuration')).toBe(1)
  })
})

describe('a query cache that was saved on an earlier visit', () => {
  /** What a persister saves of a page whose application also queries the profiles itself. */
  async function earlierVisit() {
    const page = await renderJourney(() => ({
      ...useWholeJourney(),
      own: usePassQuery(profiles()),
    }))
    emulator.signIn(mvpd)
    await page.click(({ profile, own }) => [profile.refetch(), own.refetch()])
    const kept: DehydratedState = JSON.parse(JSON.stringify(dehydrate(page.queryClient)))
    return { page, kept }
  }

  const visit = (earlier: Awaited<ReturnType<typeof earlierVisit>>, options: PassClientOptions) => {
    const queryClient = new QueryClient()
    hydrate(queryClient, earlier.kept)
    return renderJourney(() => ({ profile: useProfile(), own: usePassQuery(profiles()) }), {
      ...options,
      queryClient,
    })
  }

  it('is used for the same viewer, without a request', async () => {
    const earlier = await earlierVisit()
    const before = earlier.page.paths().length
    earlier.page.unmount()
    const next = await visit(earlier, earlier.page.options)
    expect(Object.keys(next.now.own.data?.profiles ?? {})).toEqual([mvpd])
    expect(next.now.profile.status).toBe('signed-in')
    expect(next.paths()).toHaveLength(before)
  })

  it('is discarded if its client registration is gone', async () => {
    const earlier = await earlierVisit()
    earlier.page.unmount()
    const { store: _, ...options } = earlier.page.options
    const next = await visit(earlier, options)
    await elapse(100)
    expect(next.now.own.data).toEqual({ profiles: {} })
    expect(next.now.profile.status).toBe('signed-out')
  })

  it('is discarded if its viewer has signed out', async () => {
    const earlier = await earlierVisit()
    await earlier.page.click(({ signOut }) => signOut.mutate())
    earlier.page.unmount()
    const next = await visit(earlier, earlier.page.options)
    await elapse(100)
    expect(next.now.own.data).toEqual({ profiles: {} })
    expect(next.now.profile.status).toBe('signed-out')
  })
})
