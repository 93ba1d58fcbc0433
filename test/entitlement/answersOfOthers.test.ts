import { QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { createPassClient, memoryStore, passQueryOptions } from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
import { signInOf } from '../../src/entitlement/signIn/signInOf.ts'
import { profilesOf } from '../../src/entitlement/viewer/profileQuestion.ts'
import { signOut } from '../../src/entitlement/viewer/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { calls, emulator, passOptions } from '../react/testbed.tsx'

it('a sign-out removes application query data of a viewer unknown to the page', async () => {
  const pass = createPassClient(await passOptions())
  await viewerOf(pass).ask()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  const options = passQueryOptions(pass, profiles())
  await queryClient.query(options)
  expect(queryClient.getQueryData(options.queryKey)?.profiles['Lumenwave']).toBeDefined()
  await signOut(pass, { mvpd: 'Lumenwave', redirectUrl: 'https://app.test/' })
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})

it('a sign-in removes application query data from before the first profile request', async () => {
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

it('the first profile response removes older application query data', async () => {
  const pass = createPassClient(await passOptions())
  await pass.getToken()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  const options = passQueryOptions(pass, profiles())
  await queryClient.query(options)
  emulator.signOutElsewhere()
  await viewerOf(pass).ask()
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})

it('the first profile read from the store removes older application query data', async () => {
  const shared = await passOptions()
  const pass = createPassClient(shared)
  await pass.getToken()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  const options = passQueryOptions(pass, profiles())
  await queryClient.query(options)
  emulator.signOutElsewhere()
  await viewerOf(createPassClient(shared)).ask()
  await viewerOf(pass).readOnce()
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})

it('a pending application query does not return data of an earlier viewer', async () => {
  let letGo = () => {}
  const late = new Promise<void>((go) => {
    letGo = go
  })
  let asked = 0
  const pass = createPassClient(
    await passOptions({
      fetch: async (input, init) => {
        const answer = await emulator.fetch(input, init)
        if (new Request(input).url.endsWith('/profiles') && !asked++) await late
        return answer
      },
    }),
  )
  await pass.getToken()
  emulator.signIn('Lumenwave')
  const answer = new QueryClient().query(passQueryOptions(pass, profiles()))
  await waitFor(() => expect(asked).toBe(1))
  emulator.signOutElsewhere()
  await viewerOf(pass).ask()
  letGo()
  expect(await answer).toEqual({ profiles: {} })
})

it('a newly known viewer causes no second request for the MVPDs', async () => {
  let letGo = () => {}
  const late = new Promise<void>((go) => {
    letGo = go
  })
  const options = await passOptions({
    fetch: async (input, init) => {
      const answer = await emulator.fetch(input, init)
      if (new Request(input).url.endsWith('/configuration')) await late
      return answer
    },
  })
  const pass = createPassClient(options)
  const list = new QueryClient().query(passQueryOptions(pass, configuration()))
  await waitFor(() => expect(calls(options, '/configuration')).toBe(1))
  emulator.signIn('Lumenwave')
  await viewerOf(pass).ask()
  letGo()
  await list
  expect(calls(options, '/configuration')).toBe(1)
})

it('a reset in another tab removes the viewer once this page reads the store', async () => {
  const shared = await passOptions({ store: memoryStore() })
  const pass = createPassClient(shared)
  await pass.getToken()
  const queryClient = new QueryClient()
  emulator.signIn('Lumenwave')
  await viewerOf(pass).ask()
  const options = passQueryOptions(pass, profiles())
  await queryClient.query(options)
  expect(queryClient.getQueryData(options.queryKey)?.profiles['Lumenwave']).toBeDefined()
  // This tab has not been notified yet.
  await createPassClient(shared).reset()
  await viewerOf(pass).repository.read()
  expect(profilesOf(viewerOf(pass).repository.getState().record)).toEqual([])
  expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
})
