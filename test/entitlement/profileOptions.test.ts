import { QueryClient } from '@tanstack/react-query'
import { createPassClient, memoryStore } from 'react-adobe-pass'
import { profileOptions } from 'react-adobe-pass/entitlement'
import { expect, it } from 'vitest'
import { signOut } from '../../src/entitlement/viewer/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { calls, emulator, passOptions } from '../react/testbed.tsx'

async function openPage() {
  const options = await passOptions({ store: memoryStore() })
  const pass = createPassClient(options)
  await pass.getToken()
  const queryClient = new QueryClient()
  const load = () => queryClient.query(profileOptions(pass))
  return { options, pass, queryClient, load, asked: () => calls(options, '/profiles') }
}

it('is the profile in use, with the name of its MVPD', async () => {
  const { pass, load, asked } = await openPage()
  emulator.signIn('Lumenwave')
  await viewerOf(pass).pick({ id: 'Lumenwave', displayName: 'Lumenwave TV', logoUrl: '/logo' })
  expect(await load()).toMatchObject({
    mvpd: 'Lumenwave',
    mvpdName: 'Lumenwave TV',
    mvpdLogoUrl: '/logo',
  })
  await load()
  expect(asked()).toBe(1)
})

it('is null if nobody is signed in', async () => {
  const { load } = await openPage()
  expect(await load()).toBeNull()
})

it('comes from the store on the next visit, without a request', async () => {
  const { options, load, asked } = await openPage()
  emulator.signIn('Lumenwave')
  await load()
  const next = createPassClient(options)
  expect(await new QueryClient().query(profileOptions(next))).toMatchObject({ mvpd: 'Lumenwave' })
  expect(asked()).toBe(1)
})

it('is removed from the cache by a sign-out and by a reset', async () => {
  const { pass, queryClient, load } = await openPage()
  const { queryKey } = profileOptions(pass)
  emulator.signIn('Lumenwave')
  await load()
  await signOut(pass, { redirectUrl: 'https://app.test/' })
  expect(queryClient.getQueryData(queryKey)).toBeUndefined()
  expect(await load()).toBeNull()

  emulator.signIn('Lumenwave')
  await viewerOf(pass).ask()
  expect(await load()).toMatchObject({ mvpd: 'Lumenwave' })
  await pass.reset()
  expect(queryClient.getQueryData(queryKey)).toBeUndefined()
})

it('rejects with the error of the server if a request was needed', async () => {
  const { load } = await openPage()
  emulator.fail('invalid_integration')
  await expect(load()).rejects.toMatchObject({ name: 'PassApiError', code: 'invalid_integration' })
})
