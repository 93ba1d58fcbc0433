import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Greeting } from './Greeting'
import { SignIn } from './SignIn'
import { emulator } from './testing/emulator'
import { playPopup } from './testing/playPopup'
import { renderWithPass } from './testing/renderWithPass'

afterEach(() => {
  cleanup()
  emulator.reset()
})

it('signs a viewer in', async () => {
  playPopup()
  await renderWithPass(
    <>
      <Greeting />
      <SignIn />
    </>,
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Lumenwave' }))
  expect(await screen.findByText('Signed in with Lumenwave')).toBeTruthy()
})
