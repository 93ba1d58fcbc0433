import { describe, type TestContext, test } from 'vitest'
import {
  click,
  clickForPopup,
  expectShown,
  logIn,
  passed,
  shortest,
  turn,
  withJourney,
} from './journeyTestbed.ts'

// Its React mounts everything twice under StrictMode.
const scene = withJourney({ mode: 'development' })

/** A TV that has shown its code for a second, and the times of the looks for its viewer. */
async function codeShown(context: TestContext, { signIns = 1 } = {}) {
  const { openTab, looks } = await scene(context)
  const tab = await openTab({ screen: 'second-screen', signIns })
  await click(tab, 'Sign in')
  await expectShown(tab, 'sign-in', 'second-screen')
  await passed(1_000)
  return { tab, looks }
}

/** The least that Adobe allows between two looks for the viewer, in ms. */
const LEAST = 3_000

describe.concurrent('the viewer is looked for', () => {
  test('every 4 s, by one of several components, over reloads too', async (context) => {
    const { expect } = context
    const { openTab, looks } = await scene(context)
    const tab = await openTab({ screen: 'second-screen', signIns: 2 })
    await click(tab, 'Sign in')
    await expectShown(tab, 'sign-in', 'second-screen')
    for (const ms of [9_000, 1_000, 6_000, 4_000]) {
      await passed(ms)
      await tab.reload()
      await expectShown(tab, 'sign-in', 'second-screen')
    }

    console.log(`${looks().length} looks, at least ${shortest(looks())} ms apart`)
    expect(shortest(looks())).toBeGreaterThan(LEAST)
    expect(looks().length).toBeGreaterThanOrEqual(4)
  })

  test('by one page, where a popup comes back after a retry', async (context) => {
    const { openTab, looks } = await scene(context)
    const tab = await openTab()
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    await popup.close()
    await expectShown(tab, 'sign-in', 'popup-closed')
    const again = await clickForPopup(tab, 'Retry')
    await again.getByLabel('User name').waitFor()
    await passed(LEAST)
    await Promise.all([again.waitForEvent('close'), logIn(again)])
    await expectShown(tab, 'sign-in', 'signed-in')

    context.expect(shortest(looks())).toBeGreaterThan(LEAST)
  })

  test('by nobody while the page is hidden, and at once when it is seen again', async (context) => {
    const { expect } = context
    const { tab, looks } = await codeShown(context)
    await turn(tab, 'hidden')
    const before = looks().length
    await passed(6_000)
    expect(looks()).toHaveLength(before)
    await turn(tab, 'visible')
    await passed(1_000)
    expect(looks()).toHaveLength(before + 1)
  })

  test('by nobody where no component shows the sign-in, and again when one does', async (context) => {
    const { expect } = context
    const { tab, looks } = await codeShown(context, { signIns: 2 })
    await click(tab, 'Leave')
    const before = looks().length
    await passed(6_000)
    expect(looks()).toHaveLength(before)
    await click(tab, 'Come back')
    await passed(1_000)
    expect(looks()).toHaveLength(before + 1)
  })

  test('by nobody after the viewer has cancelled, a reload included', async (context) => {
    const { expect } = context
    const { tab, looks } = await codeShown(context)
    await click(tab, 'Cancel')
    await expectShown(tab, 'sign-in', 'idle')
    const before = looks().length
    await passed(5_000)
    await tab.reload()
    await expectShown(tab, 'sign-in', 'idle')
    await passed(5_000)
    expect(looks()).toHaveLength(before)
  })
})
