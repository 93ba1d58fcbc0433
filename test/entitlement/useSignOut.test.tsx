import {
  type UseSignOutOptions,
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { expect, it, vi } from 'vitest'
import {
  answering,
  elapse,
  emulator,
  type JourneyOptions,
  json,
  renderJourney,
  stubPopup,
} from './testbed.tsx'

/** A page whose viewer is signed in with these MVPDs. */
async function signedIn(
  mvpds: readonly string[],
  { navigate, ...more }: UseSignOutOptions & { rest?: JourneyOptions } = {},
) {
  const left: string[] = []
  const page = await renderJourney(
    () => ({
      profile: useProfile(),
      mvpds: useMvpds({ enabled: false }),
      preauthorized: usePreauthorized(['a']),
      authorize: useAuthorize(),
      signIn: useSignIn(),
      signOut: useSignOut({ navigate: navigate ?? ((url) => void left.push(url)) }),
    }),
    more.rest,
  )
  for (const mvpd of mvpds) {
    emulator.signIn(mvpd)
    await elapse(10)
  }
  await page.click(({ profile }) => profile.refetch())
  expect(page.now.profile.profiles).toHaveLength(mvpds.length)
  return { page, left }
}

/** A `fetch` that answers the logout of an MVPD with these logouts. */
const answersLogout = (mvpd: string, ...logouts: readonly object[]) =>
  answering(`/logout/${mvpd}`, () =>
    json({ logouts: Object.fromEntries(logouts.map((one, i) => [`${i}`, { mvpd, ...one }])) }),
  )

it('removes the profile and navigates to the logout page of the MVPD', async () => {
  const { page, left } = await signedIn(['Lumenwave'])
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([
    { actionName: 'logout', mvpd: 'Lumenwave', url: left[0] },
  ])
  expect(left).toEqual([
    `${page.pass.origin}/mvpd/Lumenwave/logout?redirectUrl=${encodeURIComponent(location.href)}`,
  ])
  expect(page.now.profile).toMatchObject({ status: 'signed-out', profiles: [] })
  const next = await page.reload()
  expect(next.now.profile.status).toBe('signed-out')
  await next.click(({ authorize }) => authorize.mutate('a'))
  expect(next.now.authorize.error).toMatchObject({ code: 'authenticated_profile_missing' })
})

it('is complete if the MVPD has no logout page', async () => {
  const { page, left } = await signedIn(['CedarHollow'])
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([{ actionName: 'complete', mvpd: 'CedarHollow' }])
  expect(left).toEqual([])
  expect(page.now.profile.status).toBe('signed-out')
})

it('is complete for a TempPass, which ends on this device, without navigation', async () => {
  stubPopup()
  const { page, left } = await signedIn([])
  await page.click(({ signIn }) => signIn.signIn({ mvpd: 'FreePreview' }))
  expect(page.now.profile.status).toBe('signed-in')
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([{ actionName: 'complete', mvpd: 'FreePreview' }])
  expect(left).toEqual([])
  expect(page.now.profile.status).toBe('signed-out')
  const next = await page.reload()
  expect(next.now.profile.status).toBe('signed-out')
})

it('returns the URL of a partner logout and does not navigate', async () => {
  const { page, left } = await signedIn(['Lumenwave'], {
    rest: {
      fetch: answersLogout('Lumenwave', {
        actionName: 'partner_logout',
        actionType: 'partner_interactive',
        url: '/x',
      }),
    },
  })
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([
    { actionName: 'partner_logout', url: `${page.pass.origin}/x` },
  ])
  expect(left).toEqual([])
})

it.each([
  ['/logout/x?y=1', (origin: string) => `${origin}/logout/x?y=1`],
  ['https://mvpd.test/out', () => 'https://mvpd.test/out'],
])('navigates to %s', async (url, expected) => {
  const { page, left } = await signedIn(['Lumenwave'], {
    rest: {
      fetch: answersLogout('Lumenwave', { actionName: 'logout', actionType: 'interactive', url }),
    },
  })
  await page.click(({ signOut }) => signOut.mutate())
  expect(left).toEqual([expected(page.pass.origin)])
})

it.each(['javascript:alert(1)', 'data:text/html,x'])(
  'refuses to navigate to %s, but removes the profile',
  async (url) => {
    const { page, left } = await signedIn(['Lumenwave'], {
      rest: {
        fetch: answersLogout('Lumenwave', { actionName: 'logout', actionType: 'interactive', url }),
      },
    })
    await page.click(({ signOut }) => signOut.mutate())
    expect(page.now.signOut.error).toMatchObject({ name: 'PassResponseError' })
    expect(left).toEqual([])
    expect(page.now.profile.status).toBe('signed-out')
  },
)

it('does not navigate if the response has no URL', async () => {
  const { page, left } = await signedIn(['Lumenwave'], {
    rest: {
      fetch: answersLogout('Lumenwave', {
        actionName: 'logout',
        actionType: 'interactive',
        url: '',
      }),
    },
  })
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([{ actionName: 'logout' }])
  expect(left).toEqual([])
})

it('removes every profile and navigates to the first of several logout pages', async () => {
  const { page, left } = await signedIn(['CedarHollow', 'Quillstone', 'Lumenwave'])
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data?.map(({ mvpd }) => mvpd)).toEqual([
    'Lumenwave',
    'Quillstone',
    'CedarHollow',
  ])
  expect(left).toEqual([expect.stringContaining('/mvpd/Lumenwave/')])
  expect(page.now.profile).toMatchObject({ status: 'signed-out', profiles: [] })
  expect(page.paths().filter((path) => path.startsWith('/logout'))).toHaveLength(3)
})

it('removes only the profile with the given mvpd', async () => {
  const { page } = await signedIn(['CedarHollow', 'Lumenwave'])
  await page.click(({ signOut }) => signOut.mutate({ mvpd: 'Lumenwave' }))
  expect(page.now.profile).toMatchObject({
    status: 'signed-in',
    profile: { mvpd: 'CedarHollow' },
    profiles: [{ mvpd: 'CedarHollow' }],
  })
})

it('does not navigate with navigate: false', async () => {
  const { page, left } = await signedIn(['Lumenwave'], { navigate: false })
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([{ url: expect.stringContaining('/mvpd/') }])
  expect(left).toEqual([])
})

it('sends the given redirectUrl', async () => {
  const { page, left } = await signedIn(['Lumenwave'])
  await page.click(({ signOut }) => signOut.mutate({ redirectUrl: 'https://example.com/bye' }))
  expect(new URL(left[0] ?? '').searchParams.get('redirectUrl')).toBe('https://example.com/bye')
})

it('rejects before any request if the redirectUrl is not a URL', async () => {
  const { page } = await signedIn(['Lumenwave'])
  const before = page.paths().length
  await page.click(({ signOut }) => signOut.mutate({ redirectUrl: 'http://[' }))
  expect(page.now.signOut.error).toMatchObject({ name: 'PassConfigurationError' })
  expect(page.paths()).toHaveLength(before)
  expect(page.now.profile.status).toBe('signed-in')
})

it('removes the preauthorized decisions of the viewer', async () => {
  const { page } = await signedIn(['Lumenwave'])
  expect(page.now.preauthorized.permitted).toEqual(['a'])
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.preauthorized).toMatchObject({ permitted: [], isPending: false })
  const kept = page.queryClient.getQueryCache().findAll({
    predicate: ({ queryKey, state }) => queryKey.includes('preauthorized') && !!state.data,
  })
  expect(kept).toEqual([])
})

it('returns useSignIn to idle', async () => {
  stubPopup()
  const { page } = await signedIn(['Lumenwave'])
  await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Lumenwave' }))
  expect(page.now.signIn.status).toBe('signed-in')
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signIn.status).toBe('idle')
})

it('keeps the picked MVPD for the next sign-in', async () => {
  const { page } = await signedIn(['Lumenwave'])
  await page.click(({ mvpds }) => mvpds.pick({ id: 'Lumenwave', displayName: 'Lumenwave' }))
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.mvpds.picked?.id).toBe('Lumenwave')
})

it('does nothing if nobody is signed in', async () => {
  const { page, left } = await signedIn([])
  const before = page.paths().length
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut).toMatchObject({ status: 'success', data: [] })
  expect(page.paths()).toHaveLength(before)
  expect(left).toEqual([])
})

it('signs out of a degraded MVPD without a profile', async () => {
  stubPopup()
  const { page } = await signedIn([], {
    rest: { fetch: answering('/profiles/Saltmarsh', () => json({ profiles: {} })) },
  })
  await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Saltmarsh' }))
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.data).toMatchObject([{ mvpd: 'Saltmarsh', actionName: 'complete' }])
  await page.click(({ authorize }) => authorize.mutate('a'))
  expect(page.now.authorize.error).toMatchObject({ code: 'authenticated_profile_missing' })
})

it('rejects with the error of the server; profiles removed before it stay removed', async () => {
  const { page } = await signedIn(['CedarHollow', 'Lumenwave'], {
    rest: {
      fetch: answering('/logout/CedarHollow', () =>
        json({ action: 'none', status: 400, code: 'invalid_integration' }, 400),
      ),
    },
  })
  await page.click(({ signOut }) => signOut.mutate())
  expect(page.now.signOut.error).toMatchObject({ code: 'invalid_integration' })
  expect(page.now.profile.profiles.map(({ mvpd }) => mvpd)).toEqual(['CedarHollow'])
})

it('calls onSuccess, as a mutation does', async () => {
  const onSuccess = vi.fn<() => void>()
  const page = await renderJourney(() => useSignOut({ navigate: false, onSuccess }))
  await page.click(({ mutate }) => mutate())
  await elapse(100)
  expect(onSuccess).toHaveBeenCalledOnce()
})

it('does not happen after a denied authorization', async () => {
  const { page } = await signedIn(['FernbrookSat'])
  await page.click(({ authorize }) => authorize.mutate('a'))
  expect(page.now.authorize.data?.authorized).toBe(false)
  expect(page.now.profile.status).toBe('signed-in')
  expect(page.paths().filter((path) => path.startsWith('/logout'))).toEqual([])
})
