import { describe, test } from 'vitest'
import { click, expectShown, logIn, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

describe.concurrent('by a redirect', () => {
  test('the page leaves for the MVPD, comes back, and the viewer is signed in', async (context) => {
    const { emulator, address, openTab, paths } = await scene(context)
    const tab = await openTab({ screen: 'redirect' })
    await expectShown(tab, 'profile', 'signed-out')
    await click(tab, 'Sign in')
    await tab.getByLabel('User name').waitFor()
    const from = emulator.log.length
    await logIn(tab)
    await expectShown(tab, 'sign-in', 'signed-in')
    context.expect(tab.url()).toBe(address({ screen: 'redirect' }))
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'a media token')

    context
      .expect(paths(from).slice(0, 2))
      .toEqual([
        context.expect.stringMatching(/^\/api\/v2\/REF30\/profiles\/code\/[A-Z0-9]{7}$/),
        '/api/v2/REF30/decisions/authorize/Lumenwave',
      ])
  })

  test('a viewer who cancels at the MVPD comes back to an unfinished sign-in', async (context) => {
    const { openTab } = await scene(context)
    const tab = await openTab({ screen: 'redirect' })
    await click(tab, 'Sign in')
    // The application has a button of this name too.
    await tab.getByLabel('User name').waitFor()
    await click(tab, 'Cancel')
    await expectShown(tab, 'sign-in', 'not-signed-in')
    await click(tab, 'Retry')
    await logIn(tab)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('the back button leads from the MVPD to an unfinished sign-in', async (context) => {
    const { openTab, looks } = await scene(context)
    const tab = await openTab({ screen: 'redirect' })
    await click(tab, 'Sign in')
    await tab.getByLabel('User name').waitFor()
    await tab.goBack()
    await expectShown(tab, 'sign-in', 'checking')
    await expectShown(tab, 'sign-in', 'not-signed-in')

    context.expect(looks()).toHaveLength(3)
  })

  test('a reload at the MVPD and one on the way back change nothing', async (context) => {
    let looks = 0
    const { openTab } = await scene(context, {
      // The first look hangs.
      front: ({ url, method }) =>
        url.includes('/profiles/code/') && method === 'GET' && !looks++
          ? new Promise<never>(() => {})
          : undefined,
    })
    const tab = await openTab({ screen: 'redirect' })
    await click(tab, 'Sign in')
    await tab.getByLabel('User name').waitFor()
    await tab.reload()
    await logIn(tab)
    await expectShown(tab, 'sign-in', 'checking')
    await tab.reload()
    await expectShown(tab, 'sign-in', 'signed-in')
  })
})
