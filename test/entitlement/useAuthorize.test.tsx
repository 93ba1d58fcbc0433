import { type UseAuthorizeOptions, useAuthorize, useProfile } from 'react-adobe-pass/entitlement'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { answering, elapse, emulator, json, renderJourney } from './testbed.tsx'

const mvpd = 'Lumenwave'
const PATH = `/decisions/authorize/${mvpd}`

/** A page whose viewer is signed in. */
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

it('returns the media token of the resource with one request', async () => {
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

it('requests a new token for every playback', async () => {
  const page = await signedIn()
  await watch(page)
  const first = page.now.authorize.data?.token?.serializedToken
  await watch(page)
  expect(page.now.authorize.data?.token?.serializedToken).not.toBe(first)
  expect(page.count(PATH)).toBe(2)
})

it('leaves no token in caches and storage after the component is unmounted', async () => {
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

it('uses the given mvpd without a request for the profiles', async () => {
  const page = await renderJourney(() => ({ authorize: useAuthorize({ mvpd: 'Saltmarsh' }) }))
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.data).toMatchObject({ authorized: true, mvpd: 'Saltmarsh' })
  expect(page.paths().filter((path) => path.startsWith('/'))).toContain(
    '/decisions/authorize/Saltmarsh',
  )
  expect(page.count('/profiles')).toBe(0)
})

it('uses the profile that was stored on an earlier visit', async () => {
  const page = await signedIn()
  const next = await page.reload()
  await watch(next)
  expect(next.now.authorize.data?.authorized).toBe(true)
  expect(page.count('/profiles')).toBe(2)
})

it('uses the profile that the viewer chose', async () => {
  const page = await signedIn()
  await elapse(1_000)
  emulator.signIn('CedarHollow')
  await page.click(({ profile }) => profile.refetch())
  await page.click(({ profile }) => profile.choose(mvpd))
  await watch(page)
  expect(page.now.authorize.data?.mvpd).toBe(mvpd)
})

describe('a denial', () => {
  it('has the code and the message of the MVPD', async () => {
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
    // A denial does not sign the viewer out.
    expect(page.now.profile.status).toBe('signed-in')
  })

  it('with the action retry is requested three more times', async () => {
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

  it('with the action retry is final if the client has retries: 0', async () => {
    const page = await signedIn({}, { retries: 0 })
    await watch(page, 'retry9')
    expect(page.count(PATH)).toBe(1)
    expect(page.now.authorize.data).toMatchObject({ authorized: false, error: { action: 'retry' } })
  })

  it('with the action retry can turn into a token', async () => {
    const page = await signedIn()
    await watch(page, 'retry')
    await elapse(10_000)
    expect(page.now.authorize.data).toMatchObject({ authorized: true, token: {} })
    expect(page.count(PATH)).toBe(3)
  })

  it('with the action authentication causes a request for the profile', async () => {
    const page = await signedIn()
    await elapse(1_000)
    await watch(page, 'hba')
    expect(page.now.authorize.data?.error?.action).toBe('authentication')
    expect(page.paths().at(-1)).toBe(`/profiles/${mvpd}`)
    expect(page.count('/profiles')).toBe(2)
    expect(page.now.profile.status).toBe('signed-in')
  })
})

describe('without a signed-in viewer', () => {
  const missing = {
    name: 'PassApiError',
    action: 'authentication',
    code: 'authenticated_profile_missing',
  }

  it('rejects without a request', async () => {
    const page = await renderJourney(() => ({ profile: useProfile(), authorize: useAuthorize() }))
    const before = page.paths().length
    await watch(page)
    expect(page.now.authorize.error).toMatchObject(missing)
    expect(page.paths()).toHaveLength(before)
  })

  it('rejects if the server knows that the viewer has signed out', async () => {
    const page = await signedIn()
    await elapse(1_000)
    emulator.signOutElsewhere()
    await watch(page)
    expect(page.now.authorize.error).toMatchObject(missing)
    expect(page.now.profile.status).toBe('signed-out')
  })

  it('requests the profiles first if they are not known', async () => {
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
])('rejects without a retry if the request fails with %s', async (what, name) => {
  const page = await signedIn()
  emulator.fail(what, { on: 'api' })
  await watch(page)
  await elapse(5_000)
  expect(page.now.authorize).toMatchObject({ status: 'error', error: { name } })
  expect(page.count(PATH)).toBe(1)
})

it('retries a request without a response at most three times', async () => {
  const page = await signedIn()
  emulator.fail('network', { on: 'api', times: 5 })
  await watch(page)
  await elapse(8_000)
  expect(page.now.authorize).toMatchObject({ status: 'error', error: { name: 'PassNetworkError' } })
  expect(page.count(PATH)).toBe(4)
})

it('rejects if the request for the profiles fails', async () => {
  const page = await renderJourney(() => ({ authorize: useAuthorize() }))
  emulator.fail('invalid_integration', { on: 'api' })
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.error).toMatchObject({ code: 'invalid_integration' })
})

it('rejects if the response has no decision', async () => {
  const page = await signedIn({}, { fetch: answering(PATH, () => json({ decisions: [] })) })
  await watch(page)
  expect(page.now.authorize.error).toMatchObject({ name: 'PassResponseError' })
})

it('sends one request if the device is offline', async () => {
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
