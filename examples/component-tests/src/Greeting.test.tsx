import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Greeting } from './Greeting'
import { emulator } from './testing/emulator'
import { renderWithPass } from './testing/renderWithPass'

afterEach(() => {
  cleanup()
  emulator.reset()
})

it('greets a viewer who is signed in', async () => {
  emulator.signIn('Lumenwave')
  await renderWithPass(<Greeting />)
  expect(await screen.findByText('Signed in with Lumenwave')).toBeTruthy()
})

it('greets nobody before a sign-in', async () => {
  await renderWithPass(<Greeting />)
  expect(await screen.findByText('Signed out')).toBeTruthy()
})
