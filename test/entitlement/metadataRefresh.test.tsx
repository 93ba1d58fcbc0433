import { useAuthorize, useProfile, useSignIn, useSignOut } from 'react-adobe-pass/entitlement'
import { expect, it } from 'vitest'
import {
  elapse,
  emulator,
  type JourneyOptions,
  pathOf,
  renderJourney,
  stubPopup,
} from './testbed.tsx'

const mvpd = 'Lumenwave'
const PROFILE = `/profiles/${mvpd}`
const AUTHORIZE = `/decisions/authorize/${mvpd}`

/**
 * A `fetch` whose MVPD returns the householdID of a viewer only once a resource was authorized, as
 * Comcast does.
 */
function tellingLater() {
  let authorized = false
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = pathOf(input)
    const answer = await emulator.fetch(input, init)
    if (url.includes('/authorize/')) authorized = true
    if (!url.includes('/profiles')) return answer
    const body = await answer.json()
    for (const { attributes } of Object.values<{ attributes: Record<string, unknown> }>(
      Object(body).profiles ?? {},
    )) {
      delete attributes['householdID']
      if (authorized) attributes['householdID'] = { value: 'household-1', state: 'plain' }
    }
    return Response.json(body, { status: answer.status })
  }
  return fetch
}

async function signedIn(options: JourneyOptions = {}) {
  const order: string[] = []
  const page = await renderJourney(
    () => ({
      profile: useProfile(),
      authorize: useAuthorize({ onSuccess: () => void order.push('token') }),
      signIn: useSignIn(),
      signOut: useSignOut({ navigate: false }),
    }),
    { fetch: tellingLater(), ...options },
  )
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  const household = () => page.now.profile.profile?.attributes['householdID']?.value
  return { page, household, order }
}

it('requests the metadata that comes with an authorization once, after the token', async () => {
  const { page, household } = await signedIn()
  expect(household()).toBeUndefined()
  await page.click(({ authorize }) => authorize.mutate('a'))
  expect(page.now.authorize.data?.token).toBeDefined()
  expect(page.count(PROFILE)).toBe(0)
  await elapse(2_000)
  expect(household()).toBe('household-1')
  expect(page.paths().slice(-2)).toEqual([AUTHORIZE, PROFILE])
  for (const resource of ['b', 'c']) {
    await page.click(({ authorize }) => authorize.mutate(resource))
    await elapse(5_000)
  }
  expect(page.count(PROFILE)).toBe(1)
  // The metadata is stored, and the next page requests it once more.
  const next = await page.reload()
  expect(next.now.profile.profile?.attributes['householdID']?.value).toBe('household-1')
  await next.click(({ authorize }) => authorize.mutate('a'))
  await elapse(2_000)
  expect(page.count(PROFILE)).toBe(2)
})

it('sends no request after a denial, or if the viewer is not known to be signed in', async () => {
  const { page } = await signedIn()
  await page.click(({ authorize }) => authorize.mutate('denied'))
  await elapse(5_000)
  expect(page.count(PROFILE)).toBe(0)
  const other = await renderJourney(() => useAuthorize({ mvpd: 'Saltmarsh' }))
  await other.click(({ mutate }) => mutate('a'))
  await elapse(5_000)
  expect(other.now.data?.authorized).toBe(true)
  expect(other.count('/profiles/Saltmarsh')).toBe(0)
})

it('waits while another authorization is pending', async () => {
  let letGo = () => {}
  let isHeld = false
  const send = tellingLater()
  const { page, household } = await signedIn({
    fetch: async (input, init) => {
      const answer = await send(input, init)
      if (isHeld && pathOf(input).includes('/authorize/')) {
        await new Promise<void>((go) => {
          letGo = go
        })
      }
      return answer
    },
  })
  await page.click(({ authorize }) => authorize.mutate('a'))
  isHeld = true
  await page.click(({ authorize }) => authorize.mutate('b'))
  await elapse(10_000)
  expect(page.count(PROFILE)).toBe(0)
  letGo()
  await elapse(2_000)
  expect(page.count(PROFILE)).toBe(1)
  expect(household()).toBe('household-1')
})

it('lets a playback that is requested later go first', async () => {
  const { page } = await signedIn({ throttle: { burst: 1, perSecond: 1 } })
  await elapse(20_000)
  await page.click(({ authorize }) => authorize.mutate('a'))
  await elapse(200)
  const before = page.paths().length
  // The metadata request is due now, and has to queue behind requests of the application.
  void page.pass.fetch('/api/v2/REF30/profiles')
  void page.pass.fetch('/api/v2/REF30/profiles')
  await elapse(900)
  await page.click(({ authorize }) => authorize.mutate('b'))
  await elapse(10_000)
  const paths = page.paths().slice(before)
  expect(paths.indexOf(AUTHORIZE)).toBeLessThan(paths.indexOf(PROFILE))
  expect(paths.filter((path) => path === PROFILE)).toHaveLength(1)
})

it('repeats a failed request after the next permit, and sends one for a new viewer', async () => {
  stubPopup()
  const { page } = await signedIn()
  await page.click(({ authorize }) => authorize.mutate('a'))
  emulator.fail('invalid_integration', { on: 'api' })
  await elapse(2_000)
  expect(page.now.profile.status).toBe('signed-in')
  await page.click(({ authorize }) => authorize.mutate('a'))
  await elapse(2_000)
  expect(page.count(PROFILE)).toBe(2)
  await page.click(({ signOut }) => signOut.mutate())
  emulator.signIn(mvpd)
  await page.click(({ signIn }) => signIn.signIn({ mvpd }))
  const before = page.count(PROFILE)
  await page.click(({ authorize }) => authorize.mutate('a'))
  await elapse(2_000)
  expect(page.count(PROFILE)).toBe(before + 1)
})

it.each([
  ['a refusal that asks for a sign-in', () => emulator.fail('authenticated_profile_missing')],
  ['a response without the profile', () => emulator.signOutElsewhere()],
])('keeps a watching viewer signed in after %s', async (_, happen) => {
  const { page } = await signedIn()
  await page.click(({ authorize }) => authorize.mutate('a'))
  happen()
  await elapse(5_000)
  expect(page.count(PROFILE)).toBe(1)
  expect(page.now.profile.status).toBe('signed-in')
})
