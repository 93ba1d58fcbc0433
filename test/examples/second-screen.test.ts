import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { click, logIn } from '../pages/journeyTestbed.ts'
import { withExample } from './testbed.ts'

const { openTab, url } = withExample({
  name: 'second-screen',
  env: (emulator) => ({
    VITE_PASS_EMULATOR: emulator,
    VITE_PASS_STATEMENT: '',
    VITE_PASS_SERVICE_PROVIDER: '',
    VITE_PASS_ENVIRONMENT: '',
  }),
})

async function openTv() {
  const tv = await openTab()
  await click(tv, 'Sign in')
  const code = await tv.locator('.code').innerText()
  return { tv, code }
}

async function signInOnPhone(phone: Page, provider: string) {
  await click(phone, 'Continue')
  await phone.getByText('You are signing in: Desktop').waitFor()
  await click(phone, provider)
  await logIn(phone)
  await phone.getByRole('heading', { name: 'Thank you' }).waitFor()
}

test('the TV goes on after a sign-in on a phone with the typed code, and signs out', async () => {
  const { tv, code } = await openTv()
  await tv.getByText(new URL('activate.html', url()).href.replace('http://', '')).waitFor()
  const phone = await openTab('activate.html', { allowed: 'status of 400' })
  await phone.getByLabel('code').fill('WRONGXX')
  await click(phone, 'Continue')
  await phone.getByRole('alert').waitFor()
  await phone.getByLabel('code').fill(code.toLowerCase())
  await signInOnPhone(phone, 'Lumenwave')
  await tv.getByText('You watch with Lumenwave.').waitFor()
  await tv.reload()
  await tv.getByText('You watch with Lumenwave.').waitFor()
  await click(tv, 'Sign out')
  await tv.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(tv.url()).toBe(url())
})

test('the address of the QR code brings the code, also in a tab beside the TV', async () => {
  const { tv, code } = await openTv()
  const [phone] = await Promise.all([tv.waitForEvent('popup'), tv.getByRole('link').click()])
  expect(await phone.getByLabel('code').inputValue()).toBe(code)
  await signInOnPhone(phone, 'Cedar Hollow')
  await tv.getByText('You watch with CedarHollow.').waitFor()
})
