import type { PassEvent } from 'react-adobe-pass'
import {
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { elapse, emulator, type JourneyOptions, renderJourney, stubPopup } from './testbed.tsx'

const mvpd = 'CedarHollow'
const journey = ['mvpd-picked', 'signed-in', 'authorization', 'signed-out']

/** A page, and the events of the viewer's journey on it. */
async function openPage(options: JourneyOptions = {}) {
  const events: unknown[] = []
  const page = await renderJourney(
    () => ({
      mvpds: useMvpds({ enabled: false }),
      profile: useProfile(),
      again: useProfile(),
      preauthorized: usePreauthorized(['a']),
      authorize: useAuthorize(),
      signIn: useSignIn(),
      signOut: useSignOut(),
    }),
    {
      ...options,
      strict: true,
      onEvent: (event: PassEvent) => {
        // The events of useSignIn are tested in signInEvents.test.tsx.
        const isOwn = event.type === 'signed-in' && event.source === 'sign-in'
        if (journey.includes(event.type) && !isOwn) events.push({ ...event, at: undefined })
      },
    },
  )
  return { page, events }
}

it('emits mvpd-picked for each pick', async () => {
  const { page, events } = await openPage()
  await page.click(({ mvpds }) => [
    mvpds.pick({ id: 'A', displayName: 'A' }),
    mvpds.forget(),
    mvpds.pick({ id: 'B', displayName: 'B' }),
  ])
  expect(events).toEqual([
    { type: 'mvpd-picked', mvpd: 'A' },
    { type: 'mvpd-picked', mvpd: 'B' },
  ])
})

describe('a viewer who is found to be signed in', () => {
  it('is reported once per page and MVPD, with its source', async () => {
    const { page, events } = await openPage()
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ profile }) => profile.refetch())
    expect(events).toEqual([{ type: 'signed-in', mvpd, source: 'server' }])
    page.unmount()
    const next = await openPage(page.options)
    window.dispatchEvent(new Event('visibilitychange'))
    await elapse(100)
    await next.page.click(({ profile }) => profile.refetch())
    expect(next.events).toEqual([{ type: 'signed-in', mvpd, source: 'store' }])
  })

  it('is not reported if the viewer signed in on this page', async () => {
    stubPopup()
    const { page, events } = await openPage()
    emulator.signIn(mvpd)
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    expect(page.now.profile.status).toBe('signed-in')
    await page.click(({ profile }) => profile.refetch())
    expect(events).toEqual([])
  })
})

describe('an authorization', () => {
  it('is reported with its decision; a preauthorization is not reported', async () => {
    const { page, events } = await openPage()
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    expect(page.now.preauthorized.permitted).toEqual(['a'])
    events.length = 0
    for (const resource of ['a', 'denied']) {
      await page.click(({ authorize }) => authorize.mutate(resource))
    }
    expect(events).toEqual([
      { type: 'authorization', mvpd, resource: 'a', authorized: true },
      {
        type: 'authorization',
        mvpd,
        resource: 'denied',
        authorized: false,
        action: 'none',
        code: 'authorization_denied_by_mvpd',
      },
    ])
    expect(JSON.stringify(events)).not.toContain('serializedToken')
  })

  it('is reported if it is refused, also if nobody is signed in', async () => {
    const { page, events } = await openPage()
    await page.click(({ authorize }) => authorize.mutate('a'))
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    events.length = 1
    emulator.fail('invalid_integration', { on: 'api' })
    await page.click(({ authorize }) => authorize.mutate('a'))
    const refusal = { type: 'authorization', resource: 'a', authorized: false }
    expect(events).toEqual([
      { ...refusal, action: 'authentication', code: 'authenticated_profile_missing' },
      { ...refusal, mvpd, action: 'none', code: 'invalid_integration' },
    ])
  })

  it('is not reported if nothing was decided', async () => {
    const { page, events } = await openPage()
    emulator.signIn(mvpd)
    await page.click(({ profile }) => profile.refetch())
    events.length = 0
    emulator.fail('html', { on: 'api' })
    await page.click(({ authorize }) => authorize.mutate('a'))
    expect(page.now.authorize.status).toBe('error')
    expect(events).toEqual([])
  })
})

it('emits signed-out for each MVPD', async () => {
  const { page, events } = await openPage()
  for (const one of [mvpd, 'Lumenwave']) emulator.signIn(one)
  await page.click(({ profile }) => profile.refetch())
  events.length = 0
  await page.click(({ signOut }) => signOut.mutate({ mvpd: 'Lumenwave' }))
  await page.click(({ signOut }) => signOut.mutate())
  expect(events).toEqual([
    { type: 'signed-out', mvpd: 'Lumenwave' },
    { type: 'signed-out', mvpd },
  ])
})
