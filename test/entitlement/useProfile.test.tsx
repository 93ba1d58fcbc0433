import { QueryClient } from '@tanstack/react-query'
import { memoryStore } from 'react-adobe-pass'
import { useAuthorize, useProfile, useSignIn, useSignOut } from 'react-adobe-pass/entitlement'
import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  elapse,
  emulator,
  holding,
  json,
  jump,
  pathOf,
  renderJourney,
  settle,
  stubPopup,
} from './testbed.tsx'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A profile as the server sends it. */
const profile = (notAfter: number, attributes: object = {}) => ({
  notBefore: Date.now() - HOUR,
  notAfter,
  issuer: 'x',
  type: 'regular',
  attributes,
})

/**
 * A `fetch` whose server has these profiles; `now` can be changed. Like Adobe, it lists only
 * regular profiles, and answers for any single MVPD. `paths` are the requests.
 */
function knowing(now: Record<string, { readonly type: string }>) {
  const server = { now, asked: 0, paths: [] as string[] }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const [path, mvpd] = /\/profiles(?:\/(\w+))?$/.exec(pathOf(input)) ?? []
    if (!path) return emulator.fetch(input, init)
    server.asked++
    server.paths.push(path)
    const known = Object.entries(server.now).filter(([name, { type }]) =>
      mvpd ? name === mvpd : type === 'regular',
    )
    return json({ profiles: Object.fromEntries(known) })
  }
  return { server, fetch }
}

/** Two viewers of the household: A's profile lasts longer. */
const two = () => knowing({ B: profile(Date.now() + HOUR), A: profile(Date.now() + 2 * HOUR) })

it('is pending, then signed out', async () => {
  const seen: string[] = []
  const page = await renderJourney(() => {
    const result = useProfile()
    seen.push(result.status)
    return result
  })
  expect(seen[0]).toBe('pending')
  expect(page.now).toMatchObject({ status: 'signed-out', profiles: [], error: null })
  expect(page.now.profile).toBeUndefined()
  expect(page.count('/profiles')).toBe(1)
})

it('finds the viewer that the emulator signed in before the page was opened', async () => {
  emulator.signIn('Lumenwave')
  const page = await renderJourney(useProfile)
  expect(page.now).toMatchObject({ status: 'signed-in', profile: { mvpd: 'Lumenwave' } })
})

it('is signed in after a refetch, with the userID of the viewer', async () => {
  const page = await renderJourney(useProfile)
  emulator.signIn('Lumenwave')
  await page.click(({ refetch }) => refetch())
  expect(page.now).toMatchObject({
    status: 'signed-in',
    profile: { mvpd: 'Lumenwave', issuer: 'Lumenwave', type: 'regular' },
    profiles: [{ mvpd: 'Lumenwave' }],
  })
  expect(page.now.profile?.userID).toBe(page.now.profile?.attributes['userID']?.value)
  expect(page.now.profile?.userID).toMatch(/-/)
})

it.each([[{}], [{ userID: { value: {} } }], [{ userID: { value: ['x'], state: 'plain' } }]])(
  'has no userID if the metadata is %j',
  async (attributes) => {
    const { fetch } = knowing({ A: profile(Date.now() + HOUR, attributes) })
    const page = await renderJourney(useProfile, { fetch })
    expect(page.now).toMatchObject({ status: 'signed-in', profile: { userID: undefined } })
  },
)

it('sends one request for several components', async () => {
  const page = await renderJourney(() => [useProfile(), useProfile(), useProfile()])
  page.unmount()
  await page.mount()
  expect(page.count('/profiles')).toBe(1)
})

it('sends one request under StrictMode', async () => {
  const page = await renderJourney(useProfile, { strict: true })
  expect(page.now.status).toBe('signed-out')
  expect(page.count('/profiles')).toBe(1)
})

describe('the request', () => {
  it('is for all profiles on a first visit, and for the MVPD in use from then on', async () => {
    const { server, fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    await page.click(({ refetch }) => refetch())
    await page.click(({ choose }) => choose('B'))
    await page.click(({ refetch }) => refetch())
    const next = await page.reload()
    await next.click(({ refetch }) => refetch())
    expect(server.paths).toEqual(['/profiles', '/profiles/A', '/profiles/B', '/profiles/B'])
    expect(next.now.profiles.map(({ mvpd }) => mvpd)).toEqual(['B', 'A'])
  })

  it('is for all profiles again once the viewer has signed out', async () => {
    const page = await renderJourney(() => ({ profile: useProfile(), signOut: useSignOut() }))
    emulator.signIn('CedarHollow')
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ signOut }) => signOut.mutate())
    await page.click(({ profile }) => profile.refetch())
    const questions = page.paths().filter((path) => path.startsWith('/profiles'))
    expect(questions).toEqual(['/profiles', '/profiles', '/profiles/CedarHollow', '/profiles'])
  })

  it('is not sent for profiles of other MVPDs, which are kept until they expire', async () => {
    const { server, fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    // The server no longer has B, but nothing has requested B.
    server.now = { A: profile(Date.now() + 2 * HOUR) }
    await page.click(({ refetch }) => refetch())
    const next = await page.reload()
    expect(next.now.profiles.map(({ mvpd }) => mvpd)).toEqual(['A', 'B'])
    await elapse(HOUR + 1_000)
    expect(next.now.profiles.map(({ mvpd }) => mvpd)).toEqual(['A'])
    expect(server.paths).toEqual(['/profiles', '/profiles/A', '/profiles/B'])
  })

  it.each([
    ['temporary', 'FreePreview'],
    ['degraded', 'Saltmarsh'],
  ])('keeps %s access across refetch, focus and reload until it expires', async (type, mvpd) => {
    stubPopup()
    const page = await renderJourney(() => ({ profile: useProfile(), signIn: useSignIn() }))
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(page.now.profile).toMatchObject({ status: 'signed-in', profile: { mvpd, type } })
    await page.click(({ profile }) => profile.refetch())
    expect(page.now.profile.status).toBe('signed-in')
    await elapse(HOUR)
    window.dispatchEvent(new Event('visibilitychange'))
    await elapse(1_000)
    expect(page.now.profile.status).toBe('signed-in')
    const next = await page.reload()
    expect(next.now.profile).toMatchObject({ status: 'signed-in', profile: { mvpd, type } })
    await next.click(({ profile }) => profile.refetch())
    expect(next.now.profile.status).toBe('signed-in')
    // `/profiles` on the first visit; `/profiles/{mvpd}` for the sign-in and two refetches.
    expect([page.count('/profiles'), page.count(`/profiles/${mvpd}`)]).toEqual([1, 3])

    emulator.fail('temporary_access_duration_limit_exceeded', { on: 'api' })
    emulator.advance(DAY + HOUR)
    await elapse(DAY + HOUR)
    expect(next.now.profile).toMatchObject({ status: 'expired', mvpd })
    // Once the access has expired, a refetch asks for all profiles again.
    await next.click(({ profile }) => profile.refetch())
    expect(page.paths().at(-1)).toBe('/profiles')
  })

  it('keeps a TempPass and a sign-in side by side', async () => {
    stubPopup()
    const page = await renderJourney(() => ({ profile: useProfile(), signIn: useSignIn() }))
    emulator.signIn('Lumenwave')
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ signIn }) => signIn.signIn({ mvpd: 'FreePreview' }))
    const both = ['FreePreview', 'Lumenwave']
    const offered = ({ profile }: typeof page.now) => profile.profiles.map(({ mvpd }) => mvpd)
    expect(offered(page.now)).toEqual(both)
    await page.click(({ profile }) => profile.refetch())
    const next = await page.reload()
    expect(offered(next.now)).toEqual(both)
    await next.click(({ profile }) => profile.choose('Lumenwave'))
    await next.click(({ profile }) => profile.refetch())
    expect(offered(next.now)).toEqual(both.reverse())
  })
})

describe('several profiles', () => {
  it('are listed with the longest valid one first, which is in use', async () => {
    const { fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    expect(page.now.profiles.map(({ mvpd }) => mvpd)).toEqual(['A', 'B'])
    expect(page.now.profile?.mvpd).toBe('A')
  })

  it('apply a choice at once, in every component, and on the next visit', async () => {
    const { fetch } = two()
    const page = await renderJourney(() => [useProfile(), useProfile()] as const, { fetch })
    await page.click(([{ choose }]) => choose('B'))
    expect(page.now.map(({ profile }) => profile?.mvpd)).toEqual(['B', 'B'])
    const next = await page.reload()
    expect(next.now.map(({ profile }) => profile?.mvpd)).toEqual(['B', 'B'])
    expect(next.now[0].profiles).toHaveLength(2)
  })

  it('fall back to another one when the chosen one expires', async () => {
    const { server, fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    await page.click(({ choose }) => choose('B'))
    server.now = { A: profile(Date.now() + 2 * HOUR) }
    await elapse(HOUR + 1_000)
    expect(page.now.profile?.mvpd).toBe('A')
  })

  it('ignore a choice of an MVPD without a profile', async () => {
    const { fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    await page.click(({ choose }) => choose('C'))
    expect(page.now.profile?.mvpd).toBe('A')
  })

  it('put the one of the latest sign-in in use', async () => {
    stubPopup()
    const page = await renderJourney(() => ({ profile: useProfile(), signIn: useSignIn() }))
    emulator.signIn('Lumenwave')
    await elapse(1_000)
    emulator.signIn('CedarHollow')
    await page.click(({ profile }) => profile.refetch())
    expect(page.now.profile.profile?.mvpd).toBe('CedarHollow')
    await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Lumenwave' }))
    expect(page.now.signIn.status).toBe('signed-in')
    expect(page.now.profile.profile?.mvpd).toBe('Lumenwave')
    expect(page.now.profile.profiles).toHaveLength(2)
    const next = await page.reload()
    expect(next.now.profile.profile?.mvpd).toBe('Lumenwave')
  })
})

describe('the known profiles', () => {
  it('are kept across a reload, without a request', async () => {
    const { server, fetch } = two()
    const page = await renderJourney(useProfile, { fetch })
    await elapse(HOUR / 2)
    const next = await page.reload()
    expect(next.now).toMatchObject({
      status: 'signed-in',
      profile: { mvpd: 'A', notBefore: expect.any(Number) },
    })
    expect(server.asked).toBe(1)
  })

  it('are requested again on a visit after the stored profile has expired', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + HOUR) })
    const page = await renderJourney(useProfile, { fetch })
    page.unmount()
    await jump(HOUR + 1_000)
    server.now = { A: profile(Date.now() + HOUR) }
    const next = await page.reload()
    expect(next.now.status).toBe('signed-in')
    expect(server.asked).toBe(2)
  })

  it('are requested again after half a minute if nobody was signed in', async () => {
    const { server, fetch } = knowing({})
    const page = await renderJourney(useProfile, { fetch })
    page.unmount()
    await elapse(29_000)
    await page.mount()
    expect(server.asked).toBe(1)
    page.unmount()
    await elapse(2_000)
    await page.mount()
    expect(server.asked).toBe(2)
    const next = await page.reload()
    expect(next.now.status).toBe('signed-out')
    expect(server.asked).toBe(2)
  })

  it('are not used for a new registration', async () => {
    const page = await renderJourney(useProfile)
    emulator.signIn('Lumenwave')
    await page.click(({ refetch }) => refetch())
    expect(page.now.status).toBe('signed-in')
    page.unmount()
    await page.pass.reset()
    const next = await page.reload()
    expect(next.now).toMatchObject({ status: 'signed-out', profiles: [] })
    expect(page.count('/profiles')).toBe(3)
  })

  it('are removed at once by reset()', async () => {
    const page = await renderJourney(useProfile)
    emulator.signIn('Lumenwave')
    await page.click(({ refetch }) => refetch())
    await page.pass.reset()
    await elapse(0)
    expect(page.now.status).not.toBe('signed-in')
    await settle(() => page.now.status !== 'pending')
    expect(page.now).toMatchObject({ status: 'signed-out', profiles: [] })
  })

  it('are removed when the credentials are replaced', async () => {
    const page = await renderJourney(useProfile)
    emulator.signIn('Lumenwave')
    await page.click(({ refetch }) => refetch())
    emulator.revokeClients()
    await page.click(({ refetch }) => refetch())
    await elapse(3_000)
    await settle(() => page.now.status === 'signed-out')
    expect(page.now).toMatchObject({ status: 'signed-out', profiles: [] })
    const next = await page.reload()
    expect(next.now.status).toBe('signed-out')
  })

  it('are updated from another page of the browser when this page gets the focus', async () => {
    const store = memoryStore()
    const page = await renderJourney(useProfile, { store })
    const other = await renderJourney(useProfile, {
      ...page.options,
      queryClient: new QueryClient(),
    })
    emulator.signIn('Lumenwave')
    await elapse(1_000)
    await other.click(({ refetch }) => refetch())
    expect([page.now.status, other.now.status]).toEqual(['signed-out', 'signed-in'])
    window.dispatchEvent(new Event('visibilitychange'))
    await elapse(100)
    expect(page.now.status).toBe('signed-in')
    expect(page.count('/profiles')).toBe(2)
  })

  it('cause no render if a focus finds nothing new', async () => {
    let renderings = 0
    const { fetch } = two()
    const page = await renderJourney(
      () => {
        renderings++
        return useProfile()
      },
      { fetch },
    )
    const before = renderings
    window.dispatchEvent(new Event('visibilitychange'))
    await elapse(1_000)
    expect(page.now.status).toBe('signed-in')
    expect(renderings).toBe(before)
  })

  it('last as long as the page if the store does not work', async () => {
    const fails = async () => {
      throw new Error('The store is broken')
    }
    const { fetch } = two()
    const page = await renderJourney(useProfile, {
      fetch,
      store: { get: fails, set: fails, delete: fails },
    })
    expect(page.now.profile?.mvpd).toBe('A')
    await page.click(({ choose }) => choose('B'))
    page.unmount()
    await page.mount()
    expect(page.now.profile?.mvpd).toBe('B')
  })
})

describe('the end of a profile', () => {
  it('causes one request and is shown', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + HOUR) })
    const page = await renderJourney(() => [useProfile(), useProfile()] as const, { fetch })
    server.now = {}
    await elapse(HOUR - 60_000)
    expect(page.now[0].status).toBe('signed-in')
    expect(server.asked).toBe(1)
    await elapse(HOUR)
    expect(page.now[0]).toMatchObject({ status: 'expired', mvpd: 'A', profiles: [] })
    expect(server.asked).toBe(2)
    const next = await page.reload()
    expect(next.now[0]).toMatchObject({ status: 'expired', mvpd: 'A' })
  })

  it('is not shown if the server extends the profile', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + HOUR) })
    const page = await renderJourney(useProfile, { fetch })
    server.now = { A: profile(Date.now() + 3 * HOUR) }
    await elapse(HOUR + 5_000)
    expect(page.now.status).toBe('signed-in')
    expect(server.asked).toBe(2)
  })

  it('is shown even if the request gets no response', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + HOUR) })
    const page = await renderJourney(useProfile, {
      fetch: async (input, init) => {
        if (server.asked) throw new TypeError('Failed to fetch')
        return fetch(input, init)
      },
    })
    await elapse(HOUR + 20_000)
    expect(page.now).toMatchObject({ status: 'expired', error: { name: 'PassNetworkError' } })
  })

  it('removes the profile if the server no longer knows its MVPD', async () => {
    const { server, fetch } = two()
    const page = await renderJourney(useProfile, {
      fetch: async (input, init) =>
        pathOf(input).endsWith('/profiles/B')
          ? json({ action: 'none', status: 400, code: 'invalid_parameter_mvpd' }, 400)
          : fetch(input, init),
    })
    await elapse(HOUR + 10_000)
    expect(page.now).toMatchObject({ status: 'signed-in', profiles: [{ mvpd: 'A' }], error: null })
    page.unmount()
    await page.mount()
    expect(server.asked).toBe(1)
  })

  it('causes no request while it is further away than a timer can reach', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + 365 * DAY) })
    const page = await renderJourney(useProfile, { fetch })
    await elapse(HOUR)
    expect(page.now.status).toBe('signed-in')
    expect(server.asked).toBe(1)
    const next = await page.reload()
    await elapse(HOUR)
    expect(next.now.status).toBe('signed-in')
    expect(server.asked).toBe(1)
  })

  it.each([
    ['ahead', -DAY],
    ['behind', DAY],
  ])('is decided by the server if the clock of the device is a day %s', async (_, ms) => {
    stubPopup()
    emulator.advance(ms)
    const page = await renderJourney(() => ({
      profile: useProfile(),
      authorize: useAuthorize(),
      signIn: useSignIn(),
    }))
    await page.click(({ signIn }) => signIn.signIn({ mvpd: 'FreePreview' }))
    expect(page.now.profile).toMatchObject({
      status: 'signed-in',
      profile: { mvpd: 'FreePreview', type: 'temporary' },
    })
    await elapse(HOUR)
    expect(page.now.profile.status).toBe('signed-in')
    const next = await page.reload()
    expect(next.now.profile.status).toBe('signed-in')
    await next.click(({ authorize }) => authorize.mutate('channel-1'))
    expect(next.now.authorize.data?.authorized).toBe(true)
    await elapse(HOUR + 600_000)
    await next.click(({ authorize }) => authorize.mutate('channel-1'))
    await elapse(1_000)
    expect(next.now.authorize.data?.authorized ?? false).toBe(false)
    expect(next.now.profile.status).not.toBe('signed-in')
  })

  it('is shown while the server is asked, after the clock of the device was set back', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() + DAY) })
    const page = await renderJourney(useProfile, {
      fetch: async (input, init) => {
        const answer = await fetch(input, init)
        return server.asked > 1 ? new Promise<never>(() => {}) : answer
      },
    })
    vi.setSystemTime(Date.now() - HOUR)
    const next = await page.reload()
    await elapse(1_000)
    expect(next.now).toMatchObject({ status: 'signed-in', profile: { mvpd: 'A' } })
    expect(server.asked).toBe(2)
  })

  it('is checked at most every 5 minutes if the clock of the device is ahead', async () => {
    const { server, fetch } = knowing({ A: profile(Date.now() - DAY) })
    const page = await renderJourney(useProfile, { fetch })
    await elapse(HOUR)
    expect(page.now.status).toBe('signed-in')
    expect(server.asked).toBeLessThanOrEqual(13)
  })
})

describe('a failure', () => {
  it('is shown if nothing is known, and cleared by refetch()', async () => {
    emulator.fail('invalid_integration', { on: 'api' })
    const page = await renderJourney(useProfile)
    expect(page.now).toMatchObject({
      status: 'error',
      error: { code: 'invalid_integration' },
      profiles: [],
    })
    await page.click(({ refetch }) => refetch())
    expect(page.now).toMatchObject({ status: 'signed-out', error: null })
  })

  it('keeps the known profile', async () => {
    const page = await renderJourney(useProfile)
    emulator.signIn('Lumenwave')
    await page.click(({ refetch }) => refetch())
    emulator.fail('invalid_integration', { on: 'api' })
    await page.click(({ refetch }) => refetch())
    expect(page.now).toMatchObject({
      status: 'signed-in',
      error: { code: 'invalid_integration' },
    })
  })
})

describe('a late response', () => {
  it('does not sign out a viewer who has signed in meanwhile', async () => {
    stubPopup()
    const { fetch, letGo } = holding('/REF30/profiles')
    const page = await renderJourney(() => ({ profile: useProfile(), signIn: useSignIn() }), {
      fetch,
    })
    expect(page.now.profile.status).toBe('pending')
    emulator.signIn('Lumenwave')
    await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Lumenwave' }))
    expect(page.now.profile.status).toBe('signed-in')
    await letGo()
    expect(page.now.profile.status).toBe('signed-in')
    const next = await page.reload()
    expect(next.now.profile.status).toBe('signed-in')
  })

  it('does not sign in a viewer who has signed out meanwhile', async () => {
    let hold = false
    let letGo = () => {}
    const page = await renderJourney(() => ({ profile: useProfile(), signOut: useSignOut() }), {
      fetch: answering('/profiles', async ({ real }) => {
        const answer = await real()
        if (hold) {
          await new Promise<void>((go) => {
            letGo = go
          })
        }
        return answer
      }),
    })
    emulator.signIn('CedarHollow')
    await page.click(({ profile }) => profile.refetch())
    hold = true
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ signOut }) => signOut.mutate({ mvpd: 'CedarHollow' }))
    hold = false
    letGo()
    await elapse(1_000)
    expect(page.now.signOut.status).toBe('success')
    expect(page.now.profile.status).toBe('signed-out')
  })
})

it('leaves no timer after it is unmounted', async () => {
  const { fetch } = two()
  const page = await renderJourney(useProfile, { fetch })
  page.unmount()
  page.queryClient.clear()
  await elapse(1_000)
  expect(vi.getTimerCount()).toBe(0)
})
