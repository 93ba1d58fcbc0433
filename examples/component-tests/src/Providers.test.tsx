import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Providers } from './Providers'
import { emulator } from './testing/emulator'
import { renderWithPass } from './testing/renderWithPass'

afterEach(() => {
  cleanup()
  emulator.reset()
})

it('lists the TV providers', async () => {
  await renderWithPass(<Providers />)
  expect(await screen.findByText('Lumenwave')).toBeTruthy()
  expect(emulator.log.filter(({ url }) => url.endsWith('/o/client/register'))).toHaveLength(1)
})

it('says that the list could not be loaded', async () => {
  emulator.fail('500', { on: 'api' })
  await renderWithPass(<Providers />, { retries: 0 })
  expect((await screen.findByRole('alert')).textContent).toContain('HTTP 500')
})
