import { QueryClient, type SkipToken, skipToken } from '@tanstack/react-query'
import { renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import {
  PassApiError,
  PassConfigurationError,
  type PassEndpoint,
  PassError,
  PassNetworkError,
  type PassQueryOptions,
  PassResponseError,
  passEndpoint,
  usePassQuery,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { calls, emulator, inApp, leftUndefined, makePass, renderApp } from './testbed.tsx'

const PATH = '/api/v2/REF30/configuration'

async function renderQuery<T = unknown, S = T>(
  endpoint: string | PassEndpoint<T> | SkipToken,
  options?: PassQueryOptions<T, S>,
  queryClient = new QueryClient(),
) {
  const pass = await makePass()
  const wrapper = ({ children }: { children: ReactNode }) => inApp(pass, queryClient, children)
  const hook = renderHook(({ endpoint }) => usePassQuery<T, S>(endpoint, options), {
    initialProps: { endpoint } as { endpoint: typeof endpoint },
    wrapper,
  })
  return { ...hook, pass, queryClient, wrapper }
}

describe('usePassQuery', () => {
  it('accepts a path', async () => {
    const { result } = await renderQuery(PATH)
    await waitFor(() => expect(result.current.data).toMatchObject({ requestor: { id: 'REF30' } }))
  })

  it('accepts an endpoint, fills in its path and decodes its answer', async () => {
    const endpoint = {
      ...profiles(),
      path: '/api/v2/{serviceProvider}/{what}',
      params: { what: 'profiles' },
    }
    const { result, pass } = await renderQuery(endpoint)
    await waitFor(() => expect(result.current.data).toEqual({ profiles: {} }))
    expect(calls(pass, '/api/v2/REF30/profiles')).toBe(1)
  })

  it('sends nothing for skipToken, and has no data for it after a fetch', async () => {
    const { result, rerender, pass } = await renderQuery(skipToken)
    expect(result.current).toMatchObject({ fetchStatus: 'idle', isPending: true })
    expect(calls(pass, '')).toBe(0)

    rerender({ endpoint: PATH })
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    rerender({ endpoint: skipToken })
    expect(result.current.data).toBeUndefined()
  })

  it('returns what `select` returns', async () => {
    const { result } = await renderQuery(configuration(), {
      select: ({ requestor }) => requestor.mvpds.length,
    })
    await waitFor(() => expect(result.current.data).toBe(10))
  })

  it('makes one call for two components with the same endpoint, under StrictMode', async () => {
    const pass = await makePass()
    const Show = () => <p>{usePassQuery(configuration()).data?.requestor.id}</p>
    renderApp([<Show key="1" />, <Show key="2" />], { pass, strict: true })
    await waitFor(() => expect(screen.getAllByText('REF30')).toHaveLength(2))
    expect(calls(pass, '/configuration')).toBe(1)
  })

  it('aborts the call when the last component that uses it is unmounted', async () => {
    const signals: (AbortSignal | null | undefined)[] = []
    const pass = await makePass({
      fetch: (input, init) => {
        if (new Request(input).url.endsWith('/configuration')) signals.push(init?.signal)
        return emulator.fetch(input, init)
      },
    })
    const Show = () => <p>{usePassQuery(configuration()).status}</p>
    emulator.fail('hang', { on: 'api' })
    const { rerender, queryClient } = renderApp([<Show key="1" />, <Show key="2" />], { pass })
    await waitFor(() => expect(signals).toHaveLength(1))

    rerender([<Show key="1" />])
    expect(signals[0]?.aborted).toBe(false)
    rerender(null)
    await waitFor(() => expect(signals[0]?.aborted).toBe(true))
    const [query] = queryClient.getQueryCache().getAll()
    expect(query?.state).toMatchObject({ status: 'pending', fetchStatus: 'idle', error: null })
  })
})

describe('an error of usePassQuery', () => {
  const refused = (options?: PassQueryOptions, queryClient?: QueryClient) => {
    emulator.fail('invalid_parameter_service_provider', { times: 9 })
    return renderQuery(PATH, options, queryClient)
  }

  it('is a PassApiError with the code, action and status of Adobe’s answer', async () => {
    const { result } = await refused()
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassApiError))
    expect(result.current.error).toMatchObject({
      code: 'invalid_parameter_service_provider',
      action: 'none',
      status: 400,
    })
  })

  it('is a PassResponseError if the answer is not JSON', async () => {
    emulator.fail('html', { on: 'api' })
    const { result } = await renderQuery(PATH)
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassResponseError))
  })

  it('is a PassNetworkError if there is no answer', async () => {
    emulator.fail('network', { on: 'api' })
    const { result } = await renderQuery(passEndpoint({ method: 'POST', path: PATH }))
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassNetworkError))
  })

  it.each([
    ['a header that the client sets', { path: PATH, headers: { Authorization: 'Bearer x' } }],
    ['a placeholder without a value', { path: '/api/v2/{serviceProvider}/profiles/{mvpd}' }],
    ['a value that would leave its path segment', { path: '/api/v2/{id}/x', params: { id: '..' } }],
    ['a URL of another origin', { path: 'https://elsewhere.test/' }],
  ])('is a PassConfigurationError for %s', async (_, init) => {
    const { result, pass } = await renderQuery(passEndpoint(init))
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassConfigurationError))
    expect(calls(pass, '/configuration')).toBe(0)
  })

  it('is the error of the token request if there is no token', async () => {
    emulator.fail('unapproved_software_statement')
    const { result } = await renderQuery(PATH)
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassError))
    expect(result.current.error?.name).toBe('PassRegistrationError')
  })

  const eager = () => new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: 1 } } })

  it('comes after one call, even if the application’s defaults retry', async () => {
    const { result, pass } = await refused({}, eager())
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(calls(pass, '/configuration')).toBe(1)
  })

  it('comes after the retries of the hook’s own `retry` option', async () => {
    const { result, pass } = await refused({ retry: 2 }, eager())
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(calls(pass, '/configuration')).toBe(3)
  })

  it('comes after one call if the hook’s own `retry` is undefined', async () => {
    const { result, pass } = await refused(leftUndefined('retry'), eager())
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(calls(pass, '/configuration')).toBe(1)
  })
})
