import { onlineManager, QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import {
  PassApiError,
  type PassEndpoint,
  type PassMutationOptions,
  passEndpoint,
  usePassMutation,
} from 'react-adobe-pass'
import type { Configuration } from 'react-adobe-pass/rest-v2'
import { configuration } from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { calls, emulator, inApp, makePass } from './testbed.tsx'

afterEach(() => onlineManager.setOnline(true))

const ofProvider = ({ id }: { id: string }): PassEndpoint<Configuration> => ({
  ...configuration(),
  path: '/api/v2/{id}/configuration',
  params: { id },
})

async function renderMutation(
  options?: PassMutationOptions<Configuration, { id: string }>,
  makeEndpoint = ofProvider,
) {
  const pass = await makePass()
  const queryClient = new QueryClient({
    defaultOptions: { mutations: { retry: 3, retryDelay: 1 } },
  })
  const hook = renderHook(() => usePassMutation(makeEndpoint, options), {
    wrapper: ({ children }) => inApp(pass, queryClient, children),
  })
  return { ...hook, pass, queryClient }
}

describe('usePassMutation', () => {
  it('calls the endpoint made from the variables, and decodes its answer', async () => {
    const onSuccess = vi.fn<() => void>()
    const { result, pass } = await renderMutation({ onSuccess })
    expect(calls(pass, '')).toBe(0)
    act(() => result.current.mutate({ id: 'OTHER' }))
    await waitFor(() => expect(result.current.data?.requestor.id).toBe('OTHER'))
    expect(result.current.variables).toEqual({ id: 'OTHER' })
    expect(calls(pass, '/api/v2/OTHER/configuration')).toBe(1)
    expect(onSuccess).toHaveBeenCalledTimes(1)
  })

  it('fails with a PassApiError after one call, even if the defaults retry', async () => {
    emulator.fail('too_many_resources', { times: 9 })
    const { result, pass } = await renderMutation()
    await act(() => expect(result.current.mutateAsync({ id: 'A' })).rejects.toThrow(PassApiError))
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'too_many_resources' }))
    expect(calls(pass, '/configuration')).toBe(1)
  })

  it('prefers the hook’s own options to the defaults', async () => {
    emulator.fail('too_many_resources', { times: 9 })
    const { result, pass } = await renderMutation({ retry: 1 })
    await act(() => expect(result.current.mutateAsync({ id: 'A' })).rejects.toThrow(PassApiError))
    expect(calls(pass, '/configuration')).toBe(2)
  })

  it('is never paused, even if TanStack Query believes that the browser is offline', async () => {
    onlineManager.setOnline(false)
    const { result } = await renderMutation()
    act(() => result.current.mutate({ id: 'A' }))
    expect(result.current.isPaused).toBe(false)
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
  })

  it('removes its answer from the cache when its component is unmounted', async () => {
    const { result, queryClient, unmount } = await renderMutation()
    await act(() => result.current.mutateAsync({ id: 'A' }))
    expect(queryClient.getMutationCache().getAll()).toHaveLength(1)
    unmount()
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]))
  })

  it('fails if the endpoint cannot be made or sent', async () => {
    const { result } = await renderMutation({}, () => {
      throw new RangeError('no such endpoint')
    })
    await act(() => expect(result.current.mutateAsync({ id: 'A' })).rejects.toThrow(RangeError))

    const dotted = await renderMutation()
    await act(() =>
      expect(dotted.result.current.mutateAsync({ id: '..' })).rejects.toMatchObject({
        name: 'PassConfigurationError',
      }),
    )
  })

  it('needs no variables if the endpoint needs none', async () => {
    const pass = await makePass()
    const endpoint = passEndpoint({ path: '/api/v2/{serviceProvider}/configuration' })
    const { result } = renderHook(() => usePassMutation(() => endpoint), {
      wrapper: ({ children }) => inApp(pass, new QueryClient(), children),
    })
    act(() => result.current.mutate())
    await waitFor(() => expect(result.current.data).toMatchObject({ requestor: { id: 'REF30' } }))
  })
})
