import { QueryClient } from '@tanstack/react-query'
import {
  createPassClient,
  memoryStore,
  PassConfigurationError,
  passQueryOptions,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { profiles } from 'react-adobe-pass/rest-v2'
import { beforeEach, describe, expect, it } from 'vitest'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const options = async () => ({
  softwareStatement: await emulator.softwareStatement(),
  serviceProvider: 'REF30',
  fetch: emulator.fetch,
})

describe('on a server without a store', () => {
  it.each(['getToken', 'request', 'fetch'] as const)(
    '%s() rejects with a PassConfigurationError that names the store, before any request',
    async (method) => {
      const pass = createPassClient(await options())
      const call = {
        getToken: () => pass.getToken(),
        request: () => pass.request(profiles()),
        fetch: () => pass.fetch('/api/v2/REF30/profiles'),
      }[method]()
      await expect(call).rejects.toThrow(PassConfigurationError)
      await expect(call).rejects.toThrow(/store/)
      expect(emulator.log).toEqual([])
    },
  )
})

describe('on a server with a store', () => {
  it('getToken(), request() and fetch() resolve', async () => {
    const pass = createPassClient({ ...(await options()), store: memoryStore() })
    expect(await pass.getToken()).toEqual({
      value: expect.any(String),
      issuedAt: expect.any(Number),
      expiresAt: expect.any(Number),
    })
    expect(await pass.request(profiles())).toEqual({ profiles: {} })
    expect((await pass.fetch('/api/v2/REF30/configuration')).status).toBe(200)
    expect(emulator.log.filter(({ url }) => url.includes('/o/client/'))).toHaveLength(2)
  })

  it('an application’s cache holds the answer, and no entry for its registration', async () => {
    const pass = createPassClient({ ...(await options()), store: memoryStore() })
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(passQueryOptions(pass, profiles()))
    const held = queryClient.getQueryCache().getAll()
    expect(held.map(({ state }) => state.data)).toEqual([{ profiles: {} }])
  })
})
