import { describe, type TestContext, test } from 'vitest'
import {
  click,
  clickForPopup,
  expectShown,
  holdClock,
  logIn,
  passed,
  sentLooks,
  shortest,
  turn,
  withJourney,
} from './journeyTestbed.ts'
import { soon } from './testbed.ts'

// In development mode, StrictMode mounts everything twice.
const scene = withJourney({ mode: 'development' })

/** A TV that has shown its code for a second, and the times at which it polled for its viewer. */
async function codeShown(context: TestContext, { signIns = 1 } = {}) {
  const { context: browser, openTab, looks } = await scene(context)
  const elapse = await holdClock(browser)
  const tab = await openTab({ screen: 'second-screen', signIns })
  await click(tab, 'Sign in')
  await expectShown(tab, 'sign-in', 'second-screen')
  await elapse(tab, 1)
  return { tab, looks, elapse: (seconds: number) => elapse(tab, seconds) }
}

/** The shortest interval that Adobe allows between two polls, in ms. */
const LEAST = 3_000

describe.concurrent('the sign-in is polled', () => {
  test('every 4 s by one of several components, also across reloads', async (context) => {
    const { expect } = context
    const { tab, looks, elapse } = await codeShown(context, { signIns: 2 })
    for (const seconds of [9, 1, 6, 4]) {
      await elapse(seconds)
      await tab.reload()
      await expectShown(tab, 'sign-in', 'second-screen')
    }

    expect(shortest(await sentLooks(tab))).toBeGreaterThan(LEAST)
    expect(looks().length).toBeGreaterThanOrEqual(4)
  })

  test('by one page when a popup comes back after a retry', async (context) => {
    const { openTab } = await scene(context)
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

    context.expect(shortest(await sentLooks(tab))).toBeGreaterThan(LEAST)
  })

  test('by one of two tabs if one is a duplicate of the other', async (context) => {
    const { expect } = context
    const { tab, looks, elapse } = await codeShown(context)
    // The duplicate has a copy of this tab's sessionStorage, as from the browser's own menu.
    const [duplicate] = await Promise.all([
      tab.waitForEvent('popup'),
      tab.evaluate(() => void window.open(location.href)),
    ])
    await expectShown(duplicate, 'sign-in', 'second-screen')
    expect(await duplicate.locator('code').innerText()).toBe(await tab.locator('code').innerText())
    // Both tabs share the clock.
    await elapse(13)

    expect(shortest(await sentLooks(tab))).toBeGreaterThan(LEAST)
    expect(looks().length).toBeGreaterThanOrEqual(3)
  })

  test('not while the page is hidden, and at once when it is visible again', async (context) => {
    const { expect } = context
    const { tab, looks, elapse } = await codeShown(context)
    await turn(tab, 'hidden')
    const before = looks().length
    await elapse(6)
    expect(looks()).toHaveLength(before)
    await turn(tab, 'visible')
    await expect.poll(looks, soon).toHaveLength(before + 1)
    await elapse(1)
    expect(looks()).toHaveLength(before + 1)
  })

  test('not while no component uses the sign-in, and again when one does', async (context) => {
    const { expect } = context
    const { tab, looks, elapse } = await codeShown(context, { signIns: 2 })
    await click(tab, 'Leave')
    const before = looks().length
    await elapse(6)
    expect(looks()).toHaveLength(before)
    await click(tab, 'Come back')
    await expect.poll(looks, soon).toHaveLength(before + 1)
    await elapse(1)
    expect(looks()).toHaveLength(before + 1)
  })

  test('no longer after the viewer cancels, also after a reload', async (context) => {
    const { expect } = context
    const { tab, looks, elapse } = await codeShown(context)
    await click(tab, 'Cancel')
    await expectShown(tab, 'sign-in', 'idle')
    const before = looks().length
    await elapse(5)
    await tab.reload()
    await expectShown(tab, 'sign-in', 'idle')
    await elapse(5)
    expect(looks()).toHaveLength(before)
  })
})
