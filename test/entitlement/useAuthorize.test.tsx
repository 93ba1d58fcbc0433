import { type UseAuthorizeOptions, useAuthorize, useProfile } from 'react-adobe-pass/entitlement'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { answering, elapse, emulator, json, renderJourney } from './testbed.tsx'

const mvpd = 'Lumenwave'
const PATH = `/decisions/authorize/${mvpd}`

/** A page of a viewer who is signed in. */
async function signedIn(
  options: UseAuthorizeOptions = {},
  more: Parameters<typeof renderJourney>[1] = {},
) {
  const page = await renderJourney(
    () => ({ profile: useProfile(), authorize: useAuthorize(options) }),
    more,
  )
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  return page
}

const watch = (page: Awaited<ReturnType<typeof signedIn>>, resource = 'channel-1') =>
  page.click(({ authorize }) => authorize.mutate(resource))

it('gives the media token of the resource, with one call', async () => {
  const onSuccess = vi.fn<() => void>()
  const page = await signedIn({ onSuccess })
  await watch(page)
  expect(page.now.authorize.data).toMatchObject({
    resource: 'channel-1',
    authorized: true,
    mvpd,
    token: { serializedToken: expect.any(String), notAfter: expect.any(Number) },
  })
  expect(onSuccess).toHaveBeenCalledOnce()
  expect(page.count(PATH)).toBe(1)
})

it('asks before every playback', async () => {
  const page = await signedIn()
  await watch(page)
  const first = page.now.authorize.data?.token?.serializedToken
  await watch(page)
  expect(page.now.authorize.data?.token?.serializedToken).not.toBe(first)
  expect(page.count(PATH)).toBe(2)
})

it('keeps nothing of the token once the component is gone', async () => {
  const page = await signedIn()
  await watch(page)
  const token = String(page.now.authorize.data?.token?.serializedToken)
  const kept = () =>
    JSON.stringify([
      page.queryClient.getMutationCache().getAll(),
      page.queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => [queryKey, state]),
      Object.entries(sessionStorage),
      Object.entries(localStorage),
    ])
  expect(token.length).toBeGreaterThan(20)
  page.unmount()
  await elapse(1_000)
  expect(kept()).not.toContain(token)
  expect(page.queryClient.getMutationCache().getAll()).toEqual([])
  expect(kept()).toContain('react-adobe-pass')
})

it('asks with the MVPD that it is given, and nobody who is signed in', async () => {
  const page = await renderJourney(() => ({ authorize: useAuthorize({ mvpd: 'Saltmarsh' }) }))
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.data).toMatchObject({ authorized: true, mvpd: 'Saltmarsh' })
  expect(page.paths().filter((path) => path.startsWith('/'))).toContain(
    '/decisions/authorize/Saltmarsh',
  )
  expect(page.count('/profiles')).toBe(0)
})

it('knows who is signed in from the visit before', async () => {
  const page = await signedIn()
  const next = await page.reload()
  await watch(next)
  expect(next.now.authorize.data?.authorized).toBe(true)
  expect(page.count('/profiles')).toBe(2)
})

it('asks with the profile that the viewer has chosen', async () => {
  const page = await signedIn()
  await elapse(1_000)
  emulator.signIn('CedarHollow')
  await page.click(({ profile }) => profile.refetch())
  await page.click(({ profile }) => profile.choose(mvpd))
  await watch(page)
  expect(page.now.authorize.data?.mvpd).toBe(mvpd)
})

describe('a denial', () => {
  it('says why, in the words of the MVPD', async () => {
    const page = await signedIn()
    await watch(page, 'denied')
    expect(page.now.authorize.data).toMatchObject({
      authorized: false,
      error: {
        code: 'authorization_denied_by_mvpd',
        action: 'none',
        details: 'Your Lumenwave package does not include denied.',
      },
    })
    expect(page.now.authorize.data?.token).toBeUndefined()
    // It is no reason to sign anybody out.
    expect(page.now.profile.status).toBe('signed-in')
  })

  it('that says retry is asked for three times more', async () => {
    const page = await signedIn()
    await watch(page, 'retry9')
    expect(page.now.authorize.isPending).toBe(true)
    await elapse(20_000)
    expect(page.now.authorize.data).toMatchObject({
      authorized: false,
      error: { action: 'retry', code: 'network_connection_timeout' },
    })
    expect(page.count(PATH)).toBe(4)
  })

  it('that says retry is asked for no more often than the client retries', async () => {
    const page = await signedIn({}, { retries: 0 })
    await watch(page, 'retry9')
    expect(page.count(PATH)).toBe(1)
    expect(page.now.authorize.data).toMatchObject({ authorized: false, error: { action: 'retry' } })
  })

  it('that says retry becomes a token', async () => {
    const page = await signedIn()
    await watch(page, 'retry')
    await elapse(10_000)
    expect(page.now.authorize.data).toMatchObject({ authorized: true, token: {} })
    expect(page.count(PATH)).toBe(3)
  })

  it('that wants another sign-in asks who is signed in', async () => {
    const page = await signedIn()
    await elapse(1_000)
    await watch(page, 'hba')
    expect(page.now.authorize.data?.error?.action).toBe('authentication')
    expect(page.paths().at(-1)).toBe(`/profiles/${mvpd}`)
    expect(page.count('/profiles')).toBe(2)
    expect(page.now.profile.status).toBe('signed-in')
  })
})

describe('nobody signed in', () => {
  const missing = {
    name: 'PassApiError',
    action: 'authentication',
    code: 'authenticated_profile_missing',
  }

  it('is a refusal, without a call', async () => {
    const page = await renderJourney(() => ({ profile: useProfile(), authorize: useAuthorize() }))
    const before = page.paths().length
    await watch(page)
    expect(page.now.authorize.error).toMatchObject(missing)
    expect(page.paths()).toHaveLength(before)
  })

  it('is a refusal, where the server knows better than this page', async () => {
    const page = await signedIn()
    await elapse(1_000)
    emulator.signOutElsewhere()
    await watch(page)
    expect(page.now.authorize.error).toMatchObject(missing)
    expect(page.now.profile.status).toBe('signed-out')
  })

  it('is asked about where it is not known', async () => {
    const page = await renderJourney(() => ({ authorize: useAuthorize() }))
    emulator.signIn(mvpd)
    await page.click(({ authorize }) => authorize.mutate('channel-1'))
    await elapse(0)
    expect(page.now.authorize.data?.authorized).toBe(true)
  })
})

it.each([
  ['invalid_integration', 'PassApiError'],
  ['invalid_parameter_mvpd', 'PassApiError'],
  ['html', 'PassResponseError'],
  ['500', 'PassApiError'],
])('rejects where the call meets %s, which it does not repeat', async (what, name) => {
  const page = await signedIn()
  emulator.fail(what, { on: 'api' })
  await watch(page)
  await elapse(5_000)
  expect(page.now.authorize).toMatchObject({ status: 'error', error: { name } })
  expect(page.count(PATH)).toBe(1)
})

it('repeats a call that no answer came to, three times at most', async () => {
  const page = await signedIn()
  emulator.fail('network', { on: 'api', times: 5 })
  await watch(page)
  await elapse(8_000)
  expect(page.now.authorize).toMatchObject({ status: 'error', error: { name: 'PassNetworkError' } })
  expect(page.count(PATH)).toBe(4)
})

it('rejects where nobody can say who is signed in', async () => {
  const page = await renderJourney(() => ({ authorize: useAuthorize() }))
  emulator.fail('invalid_integration', { on: 'api' })
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.error).toMatchObject({ code: 'invalid_integration' })
})

it('rejects where the answer holds no decision', async () => {
  const page = await signedIn({}, { fetch: answering(PATH, () => json({ decisions: [] })) })
  await watch(page)
  expect(page.now.authorize.error).toMatchObject({ name: 'PassResponseError' })
})

it('is asked for once where the device is offline', async () => {
  let isOffline = false
  let sent = 0
  const page = await signedIn(
    {},
    {
      fetch: (input, init) => {
        if (!isOffline) return emulator.fetch(input, init)
        sent++
        return Promise.reject(new TypeError('Failed to fetch'))
      },
    },
  )
  isOffline = true
  const spy = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  onTestFinished(() => spy.mockRestore())
  await watch(page)
  expect(page.now.authorize.error).toMatchObject({ name: 'PassNetworkError', offline: true })
  await elapse(10_000)
  expect(sent).toBe(1)
})
