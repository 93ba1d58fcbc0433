import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { click, clickForPopup, logIn } from '../pages/journeyTestbed.ts'
import { withExample } from './testbed.ts'

const env = (emulator: string, statement = '') => ({
  VITE_PASS_EMULATOR: emulator,
  VITE_PASS_STATEMENT: statement,
  VITE_PASS_SERVICE_PROVIDER: '',
  VITE_PASS_ENVIRONMENT: '',
})
const { openTab, url } = withExample({ name: 'vite', env })

const expectChannels = (tab: Page) => tab.getByRole('heading', { name: 'Channels' }).waitFor()

test('a viewer searches, signs in in a popup, watches, is refused, reloads and signs out', async () => {
  const tab = await openTab()
  await tab.getByLabel('Search').fill('lum')
  await expect.poll(() => tab.getByRole('listitem').count()).toBe(1)
  const popup = await clickForPopup(tab, 'Lumenwave')
  await Promise.all([popup.waitForEvent('close'), logIn(popup)])
  await expectChannels(tab)
  await tab.getByRole('banner').getByAltText('Lumenwave').waitFor()
  await tab.getByRole('button', { name: 'Movies Locked' }).waitFor()

  await click(tab, 'News')
  await tab.getByText('Playing News').waitFor()
  await click(tab, 'Stop')
  await click(tab, 'Movies Locked')
  const refused = 'Movies: Your Lumenwave package does not include movies-denied.'
  expect(await tab.getByRole('alert').innerText()).toBe(refused)

  await tab.reload()
  await expectChannels(tab)
  await click(tab, 'Sign out')
  await tab.getByRole('button', { name: 'Continue with Lumenwave' }).waitFor()
  expect(tab.url()).toBe(url())
})

test('a viewer whose popup is blocked signs in in this window', async () => {
  const tab = await openTab()
  await tab.evaluate(() => Object.assign(window, { open: () => null }))
  await click(tab, 'Cedar Hollow')
  await tab.getByText('has blocked the window').waitFor()
  await click(tab, 'Sign in in this window')
  await logIn(tab)
  await expectChannels(tab)
})

test('a viewer who closes the popup can go on in another one', async () => {
  const tab = await openTab()
  const popup = await clickForPopup(tab, 'Lumenwave')
  await popup.getByLabel('User name').waitFor()
  await popup.close()
  await tab.getByText('The window is closed').waitFor()
  const again = await clickForPopup(tab, 'Try again')
  await Promise.all([again.waitForEvent('close'), logIn(again)])
  await expectChannels(tab)
})

test('a viewer of a provider that lets everybody in gets to the channels', async () => {
  const tab = await openTab()
  await clickForPopup(tab, 'Saltmarsh')
  await expectChannels(tab)
})

describe('with a statement alone', () => {
  const halfSet = withExample({ name: 'vite', env: (emulator) => env(emulator, 'a.b.c') })

  test('the page says which variables are missing, and asks nobody', async () => {
    const tab = await halfSet.openTab('', { allowed: 'Missing in .env.local' })
    const alert = await tab.getByRole('alert').innerText()
    expect(alert).toContain(
      'Missing in .env.local: VITE_PASS_SERVICE_PROVIDER, VITE_PASS_ENVIRONMENT.',
    )
    expect(halfSet.emulator.log).toEqual([])
    const asked = await tab.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    )
    expect(new Set(asked)).toEqual(new Set([new URL(halfSet.url()).origin]))
  })
})
