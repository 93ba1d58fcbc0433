import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import {
  click,
  clickForPopup,
  expectShown,
  logIn,
  passed,
  questions,
  shown,
  turn,
  withJourney,
} from './journeyTestbed.ts'

const scene = withJourney()

/** Signs in at an MVPD in a popup, after a click on the button `name`. */
async function signIn(tab: Page, name = 'Sign in') {
  await logIn(await clickForPopup(tab, name))
  await expectShown(tab, 'sign-in', 'signed-in')
}

describe.concurrent('the stored state of the viewer', () => {
  test('survives reloads and a new tab without a call', async (context) => {
    const { expect } = context
    const { emulator, address, openTab, paths } = await scene(context)
    const tab = await openTab({ mvpd: undefined })
    await click(tab, 'Sign in')
    await signIn(tab, 'Cedar Hollow')
    await click(tab, 'Sign in')
    await signIn(tab, 'Lumenwave')
    await expectShown(tab, 'mvpd', 'Lumenwave')
    await click(tab, 'Use CedarHollow')
    await expectShown(tab, 'mvpd', 'CedarHollow')
    await passed(500)
    const from = emulator.log.length
    for (let i = 0; i < 3; i++) {
      await tab.reload()
      await expectShown(tab, 'mvpd', 'CedarHollow')
      expect(await shown(tab, 'profile')).toBe('signed-in')
      await expectShown(tab, 'picked', 'Lumenwave')
    }
    await tab.close()
    const later = await openTab()
    await expectShown(later, 'mvpd', 'CedarHollow')
    await passed(500)
    expect(paths(from)).toEqual([])
    await click(later, 'Watch')
    await expectShown(later, 'watch', 'a media token')
    expect(paths(from).slice(0, 1)).toEqual(['/api/v2/REF30/decisions/authorize/CedarHollow'])
    expect(later.url()).toBe(address())
  })

  test('is signed out at the next decision after a sign-out elsewhere', async (context) => {
    const { expect } = context
    const { emulator, openTab, paths } = await scene(context)
    const tab = await openTab()
    await signIn(tab)
    await tab.reload()
    await expectShown(tab, 'profile', 'signed-in')
    emulator.signOutElsewhere()
    const from = emulator.log.length
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'authenticated_profile_missing')
    await expectShown(tab, 'profile', 'signed-out')
    expect(questions(paths(from))).toEqual(['/profiles/Lumenwave'])
    await tab.reload()
    await expectShown(tab, 'profile', 'signed-out')
    await signIn(tab)
    await expectShown(tab, 'profile', 'signed-in')
  })

  test('is signed out after a visit to the logout page of the MVPD', async (context) => {
    const { expect } = context
    const { emulator, address, openTab, paths } = await scene(context)
    const tab = await openTab()
    await signIn(tab)
    const visited: string[] = []
    tab.on('request', (request) => {
      if (request.isNavigationRequest()) visited.push(new URL(request.url()).pathname)
    })
    const from = emulator.log.length
    await Promise.all([tab.waitForEvent('load'), click(tab, 'Sign out')])
    await expectShown(tab, 'profile', 'signed-out')
    await expectShown(tab, 'sign-in', 'idle')

    expect(visited).toEqual(['/mvpd/Lumenwave/logout', '/'])
    expect(tab.url()).toBe(address())
    expect(paths(from)).toEqual(['/api/v2/REF30/logout/Lumenwave'])
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'authenticated_profile_missing')
    expect(paths(from)).toHaveLength(1)
  })

  test('is signed out without a navigation if the MVPD has no logout page', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab({ mvpd: 'CedarHollow' })
    await signIn(tab)
    await click(tab, 'Sign out')
    await expectShown(tab, 'signed-out', 'complete')
    await expectShown(tab, 'profile', 'signed-out')
    context.expect(await shown(tab, 'sign-in')).toBe('idle')
  })

  test('is synced to another tab when it gets the focus, without the server', async (context) => {
    let isSilent = false
    const { openTab } = await scene(context, {
      // A call for all profiles is never answered.
      front: ({ url, method }) =>
        isSilent && method === 'GET' && url.endsWith('/profiles')
          ? new Promise<never>(() => {})
          : undefined,
    })
    const [one, two] = [await openTab({ mvpd: 'CedarHollow' }), await openTab()]
    await expectShown(two, 'profile', 'signed-out')
    isSilent = true
    await signIn(one)
    await focus(two)
    await expectShown(two, 'mvpd', 'CedarHollow')
    await click(one, 'Sign out')
    await expectShown(one, 'profile', 'signed-out')
    await focus(two)
    await expectShown(two, 'profile', 'signed-out')
  })
})

/** Fires the events that a page gets when the viewer switches to its tab. */
async function focus(tab: Page) {
  await turn(tab, 'hidden')
  await turn(tab, 'visible')
}
