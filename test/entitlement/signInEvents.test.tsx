import type { PassEvent } from 'react-adobe-pass'
import { useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, type Page, reach } from './signInPage.ts'
import {
  elapse,
  emulator,
  type JourneyOptions,
  logIn,
  renderJourney,
  slowStore,
} from './testbed.tsx'

const types: readonly PassEvent['type'][] = ['signed-in', 'sign-in-failed', 'sign-in-cancelled']

/** A page, and the sign-in events that it has emitted so far. */
async function openToldPage(options: JourneyOptions = {}) {
  const events: PassEvent[] = []
  const page = await openPage({ ...options, onEvent: (event) => events.push(event) })
  return {
    page,
    told: () =>
      events.flatMap(({ at, ...event }) => (at && types.includes(event.type) ? [event] : [])),
  }
}

describe('signed-in', () => {
  it('is emitted once, with the MVPD and the screen, when the sign-in is done', async () => {
    const { page, told } = await openToldPage()
    await inPopup(page)
    expect(told()).toEqual([])
    await comeBack(page)
    await elapse(10_000)
    expect(told()).toEqual([{ type: 'signed-in', mvpd, source: 'sign-in', screen: 'popup' }])
  })

  it.each(['redirect', 'second-screen'] as const)(
    'is emitted with the screen %s',
    async (screen) => {
      const { page, told } = await openToldPage()
      const request = { mvpd, screen, redirectUrl: location.href, navigate: page.navigate }
      await page.click(({ signIn }) => signIn(request))
      await logIn(page.now.url ?? '')
      const next = await page.reload()
      await elapse(5_000)
      expect(next.now.status).toBe('signed-in')
      expect(told()).toEqual([{ type: 'signed-in', mvpd, source: 'sign-in', screen }])
    },
  )

  it('is emitted once after a redirect, although the profile is requested as well', async () => {
    const events: PassEvent[] = []
    const page = await renderJourney(() => ({ profile: useProfile(), signIn: useSignIn() }), {
      onEvent: (event) => events.push(event),
    })
    const request = { mvpd, screen: 'redirect', redirectUrl: location.href, navigate() {} } as const
    await page.click(({ signIn }) => signIn.signIn(request))
    const { signIn } = page.now
    await logIn(signIn.url ?? '')
    await elapse(31_000)
    const next = await page.reload()
    await elapse(5_000)
    expect(next.now.profile.status).toBe('signed-in')
    expect(events.filter(({ type }) => type === 'signed-in')).toMatchObject([
      { mvpd, source: 'sign-in', screen: 'redirect' },
    ])
  })

  it('is emitted for a sign-in that is cancelled too late, while it is being stored', async () => {
    const { store, hold, letGo } = slowStore()
    const { page, told } = await openToldPage({ store })
    await inPopup(page)
    hold()
    await comeBack(page)
    await page.click(({ cancel }) => cancel())
    expect([page.status, told()]).toEqual(['idle', []])
    await letGo()
    expect(told()).toMatchObject([{ type: 'signed-in', mvpd, source: 'sign-in' }])
  })

  it('is emitted for a sign-in without a login page', async () => {
    const { page, told } = await openToldPage()
    await page.click(({ signIn }) => signIn({ mvpd: 'FreePreview', screen: 'redirect' }))
    expect(told()).toEqual([
      { type: 'signed-in', mvpd: 'FreePreview', source: 'sign-in', screen: 'redirect' },
    ])
  })

  it('has the MVPD that was picked on the second screen', async () => {
    const { page, told } = await openToldPage()
    await page.click(({ signIn }) => signIn({ screen: 'second-screen' }))
    const { code = '' } = page.now
    await page.pass.fetch(`/api/v2/REF30/sessions/${code}`, {
      method: 'POST',
      body: new URLSearchParams({ mvpd, redirectUrl: 'https://example.com/' }),
    })
    await logIn(`${page.pass.origin}/api/v2/authenticate/REF30/${code}`)
    await elapse(5_000)
    expect(told()).toEqual([
      { type: 'signed-in', mvpd, source: 'sign-in', screen: 'second-screen' },
    ])
  })
})

describe('sign-in-failed', () => {
  const failed = { type: 'sign-in-failed', mvpd }

  it.each([
    ['not-signed-in', { ...failed, reason: 'not-signed-in' }],
    ['expired', { ...failed, reason: 'expired' }],
    ['error', { ...failed, reason: 'error', code: 'invalid_integration' }],
  ] as const)('is emitted in state %s', async (status, event) => {
    const { page, told } = await openToldPage()
    await reach[status](page)
    expect(page.status).toBe(status)
    await elapse(5_000)
    expect(told()).toEqual([event])
  })

  it('is emitted once, although the page is reloaded and the code expires later', async () => {
    const { page, told } = await openToldPage()
    await reach['not-signed-in'](page)
    const next = await page.reload()
    expect(next.now.status).toBe('not-signed-in')
    await elapse(1_800_000)
    expect(next.now.status).toBe('expired')
    expect(told()).toEqual([{ ...failed, reason: 'not-signed-in' }])
    expect(page.looks()).toHaveLength(4)
  })

  it('has the code of an error of this package', async () => {
    const { page, told } = await openToldPage()
    emulator.fail('html', { on: 'api' })
    await inPopup(page)
    expect(told()).toEqual([{ ...failed, reason: 'error', code: 'response' }])
  })

  it('is emitted for each failed sign-in; a later success is reported as well', async () => {
    const { page, told } = await openToldPage()
    await reach['not-signed-in'](page)
    await page.click(({ retry }) => retry())
    await comeBack(page, 'cancel')
    await elapse(15_000)
    await page.click(({ retry }) => retry())
    await comeBack(page)
    await elapse(5_000)
    expect(told().map(({ type }) => type)).toEqual([
      'sign-in-failed',
      'sign-in-failed',
      'signed-in',
    ])
  })
})

describe('sign-in-cancelled', () => {
  const cancel = ({ click }: Page) => click((current) => current.cancel())

  it.each([
    'starting',
    'popup-open',
    'popup-blocked',
    'popup-closed',
    'redirecting',
    'second-screen',
    'checking',
  ] as const)('is emitted for a sign-in that is cancelled in state %s', async (status) => {
    const { page, told } = await openToldPage()
    await reach[status](page)
    await cancel(page)
    await cancel(page)
    expect(told()).toEqual([{ type: 'sign-in-cancelled', mvpd }])
  })

  it('has no MVPD before one is picked', async () => {
    const { page, told } = await openToldPage()
    await reach['needs-parameters'](page)
    await cancel(page)
    expect(told()).toEqual([{ type: 'sign-in-cancelled', mvpd: undefined }])
  })

  it.each(['idle', 'not-signed-in', 'expired', 'signed-in', 'error'] as const)(
    'is not emitted in state %s, in which no sign-in is in progress',
    async (status) => {
      const { page, told } = await openToldPage()
      await reach[status](page)
      const before = told()
      await cancel(page)
      expect(told()).toEqual(before)
    },
  )
})
