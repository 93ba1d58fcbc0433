import { QueryClient } from '@tanstack/react-query'
import { createPassClient, passQueryOptions } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
import { signInOf } from '../../src/entitlement/signInOf.ts'
import { signOut } from '../../src/entitlement/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewerOf.ts'
import { emulator, passOptions } from '../react/testbed.tsx'

it('a sign-out drops what the application’s queries hold, although the page did not know the viewer', async () => {
  const pass = createPassClient(await passOptions())
  await viewerOf(pass).ask()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  const options = passQueryOptions(pass, profiles())
  await queryClient.query(options)
  expect(queryClient.getQueryData(options.queryKey)?.profiles['Lumenwave']).toBeDefined()
  await signOut(pass, { mvpd: 'Lumenwave', redirectUrl: 'https://app.test/' }, false)
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})

it('a sign-in drops what they hold of the viewer before, although the page had asked for nobody yet', async () => {
  const pass = createPassClient(await passOptions())
  await pass.getToken()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  const options = passQueryOptions(pass, profiles())
  const { profiles: before } = await queryClient.query(options)
  expect(before['Lumenwave']).toBeDefined()
  emulator.signIn('Lumenwave')
  await signInOf(pass).signIn({ mvpd: 'Lumenwave', screen: 'second-screen' })
  expect(signInOf(pass).getState().status).toBe('signed-in')
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})
