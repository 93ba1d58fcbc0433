import { describe, test } from 'vitest'
import { click, expectShown, logIn, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

describe.concurrent('by a redirect', () => {
  test('the viewer is signed in when the page comes back from the MVPD', async (context) => {
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
    // Wait for the login page: the application also has a button with this name.
    await tab.getByLabel('User name').waitFor()
    await click(tab, 'Cancel')
    await expectShown(tab, 'sign-in', 'not-signed-in')
    await click(tab, 'Retry')
    await logIn(tab)
    await expectShown(tab, 'sign-in', 'signed-in')
  })

  test('the back button returns from the MVPD to an unfinished sign-in', async (context) => {
    const { openTab, looks } = await scene(context)
    const tab = await openTab({ screen: 'redirect' })
    await click(tab, 'Sign in')
    await tab.getByLabel('User name').waitFor()
    await tab.goBack()
    await expectShown(tab, 'sign-in', 'checking')
    await expectShown(tab, 'sign-in', 'not-signed-in')

    context.expect(looks()).toHaveLength(3)
  })

  test('reloads at the MVPD and after the return do not break the sign-in', async (context) => {
    let looks = 0
    const { openTab } = await scene(context, {
      // The first poll hangs.
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
