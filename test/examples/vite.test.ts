import { expect, test } from 'vitest'
import { clickForPopup, logIn } from '../pages/journeyTestbed.ts'
import { withExample } from './testbed.ts'

const { openTab } = withExample({
  name: 'vite',
  env: (emulator) => ({
    VITE_PASS_EMULATOR: emulator,
    VITE_PASS_STATEMENT: '',
    VITE_PASS_SERVICE_PROVIDER: '',
    VITE_PASS_ENVIRONMENT: '',
  }),
})

test('a viewer signs in in a popup', async () => {
  const tab = await openTab()
  const popup = await clickForPopup(tab, 'Lumenwave')
  await Promise.all([popup.waitForEvent('close'), logIn(popup)])
  await tab.getByRole('heading', { name: 'Channels' }).waitFor()
  expect(await tab.getByText('Locked').count()).toBe(2)
})
