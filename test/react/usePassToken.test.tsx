import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, screen, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import {
  type AccessToken,
  PassNetworkError,
  PassRegistrationError,
  usePassToken,
  useSuspensePassToken,
} from 'react-adobe-pass'
import { describe, expect, it, vi } from 'vitest'
import {
  calls,
  ErrorBoundary,
  emulator,
  inApp,
  makePass,
  muteErrors,
  renderApp,
  seeds,
  wiretap,
} from './testbed.tsx'

describe('usePassToken', () => {
  it('returns the token with its issue and expiry times, and nothing else', async () => {
    const pass = await makePass()
    const { result } = renderHook(() => usePassToken(), {
      wrapper: ({ children }) => inApp(pass, new QueryClient(), children),
    })
    expect(result.current.isPending).toBe(true)
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    expect(result.current.data).toStrictEqual({
      value: expect.any(String),
      issuedAt: expect.any(Number),
      expiresAt: expect.any(Number),
    })
    expect(result.current.data).toEqual(await pass.getToken())
    const { issuedAt = 0, expiresAt } = result.current.data ?? {}
    expect(expiresAt).toBe(issuedAt + 21_600_000)
    expect(Math.abs(issuedAt - Date.now())).toBeLessThan(60_000)
  })

  it('sends nothing while it is not enabled', async () => {
    const pass = await makePass()
    const { result } = renderHook(() => usePassToken({ enabled: false }), {
      wrapper: ({ children }) => inApp(pass, new QueryClient(), children),
    })
    await act(async () => {})
    expect([result.current.fetchStatus, ...seeds(pass)]).toEqual(['idle', 0, 0])
  })

  it('returns a registration error after one try, even if the defaults retry', async () => {
    const pass = await makePass()
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: 3, retryDelay: 1 } },
    })
    emulator.fail('unapproved_software_statement', { times: 9 })
    const { result } = renderHook(() => usePassToken(), {
      wrapper: ({ children }) => inApp(pass, queryClient, children),
    })
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error).toBeInstanceOf(PassRegistrationError)
    expect(result.current.error).toMatchObject({ code: 'unapproved_software_statement' })
    expect(seeds(pass)).toEqual([1, 0])
  })

  it('returns an error after one try, without waiting, if the browser is offline', async () => {
    let tries = 0
    const pass = await makePass({
      fetch: async () => {
        tries++
        throw new TypeError('Failed to fetch')
      },
    })
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const { result } = renderHook(() => usePassToken(), {
      wrapper: ({ children }) => inApp(pass, new QueryClient(), children),
    })
    await waitFor(() => expect(result.current.error).toBeInstanceOf(PassNetworkError))
    expect(tries).toBe(1)
  })

  it('returns the next token after a reset', async () => {
    const pass = await makePass()
    const { result } = renderHook(() => usePassToken(), {
      wrapper: ({ children }) => inApp(pass, new QueryClient(), children),
    })
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    const old = result.current.data?.value
    await act(() => pass.reset())
    await waitFor(() => {
      expect(result.current.data?.value).toEqual(expect.any(String))
      expect(result.current.data?.value).not.toBe(old)
    })
    expect(seeds(pass)).toEqual([2, 2])
  })

  it('keeps the token out of the application’s cache', async () => {
    const { fetch, secrets } = wiretap()
    const pass = await makePass({ fetch })
    const queryClient = new QueryClient()
    const { result } = renderHook(() => usePassToken(), {
      wrapper: ({ children }) => inApp(pass, queryClient, children),
    })
    await waitFor(() => expect(secrets).toContain(result.current.data?.value))
    expect(queryClient.getQueryCache().getAll()).toEqual([])
    queryClient.clear()
    expect(result.current.data?.value).toBe((await pass.getToken()).value)
  })
})

describe('useSuspensePassToken', () => {
  const seen: AccessToken[] = []
  const Token = () => {
    const { data } = useSuspensePassToken()
    seen.push(data)
    return <p>have it</p>
  }

  it('suspends until there is a token', async () => {
    const pass = await makePass()
    renderApp(
      <Suspense fallback="waiting">
        <Token />
      </Suspense>,
      { pass, strict: true },
    )
    expect(screen.getByText('waiting')).toBeDefined()
    expect(await screen.findByText('have it')).toBeDefined()
    expect(seen.at(-1)).toEqual(await pass.getToken())
    expect(seeds(pass)).toEqual([1, 1])
  })

  it('throws the error to the nearest boundary', async () => {
    const pass = await makePass()
    muteErrors()
    emulator.fail('unauthorized_client', { times: 9 })
    renderApp(
      <ErrorBoundary>
        <Suspense fallback="waiting">
          <Token />
        </Suspense>
      </ErrorBoundary>,
      { pass },
    )
    expect(await screen.findByText('caught PassTokenError')).toBeDefined()
    expect(calls(pass, '/token')).toBe(1)
  })
})
