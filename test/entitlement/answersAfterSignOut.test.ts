import { QueryClient } from '@tanstack/react-query'
import { createPassClient, passQueryOptions } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
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
