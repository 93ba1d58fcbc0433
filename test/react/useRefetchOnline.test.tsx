import { onlineManager, QueryClient, useQuery } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { usePassQuery, usePassToken } from 'react-adobe-pass'
import { useMvpds, useProfile } from 'react-adobe-pass/entitlement'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { afterEach, expect, it, vi } from 'vitest'
import { calls, emulator, makePass, renderApp, seeds } from './testbed.tsx'

afterEach(() => onlineManager.setOnline(true))

/** A client whose network is down until `comeBack` is called. */
async function offline() {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    throw new TypeError('Failed to fetch')
  })
  const pass = await makePass({ fetch: (input, init) => fetch(input, init) })
  return {
    pass,
    comeBack: async () => {
      onLine.mockReturnValue(true)
      fetch.mockImplementation(emulator.fetch)
      await act(async () => dispatchEvent(new Event('online')))
    },
  }
}

/** The query client of an application that turns off refetching on reconnect and retries. */
const quietClient = () =>
  new QueryClient({ defaultOptions: { queries: { refetchOnReconnect: false, retry: false } } })

const Query = () => {
  const { data, error, status } = usePassQuery(configuration())
  return <p>query: {data ? data.requestor.id : (error?.name ?? status)}</p>
}

it('a query that failed offline is refetched once the browser is online', async () => {
  const { pass, comeBack } = await offline()
  renderApp(<Query />, { pass, queryClient: quietClient(), strict: true })
  expect(await screen.findByText('query: PassNetworkError')).toBeDefined()

  await comeBack()
  expect(await screen.findByText('query: REF30')).toBeDefined()
  expect([...seeds(pass), calls(pass, '/configuration')]).toEqual([1, 1, 1])
})

it('a token request that failed offline is repeated once the browser is online', async () => {
  const Token = () => {
    const { data, error, status } = usePassToken()
    return <p>token: {data ? 'there' : (error?.name ?? status)}</p>
  }
  const { pass, comeBack } = await offline()
  renderApp(<Token />, { pass, queryClient: quietClient() })
  expect(await screen.findByText('token: PassNetworkError')).toBeDefined()

  await comeBack()
  expect(await screen.findByText('token: there')).toBeDefined()
  expect(seeds(pass)).toEqual([1, 1])
})

it('useProfile and useMvpds that failed offline refetch once the browser is online', async () => {
  const Journey = () => {
    const { mvpds, status } = useMvpds()
    return (
      <p>
        {useProfile().status} {status} {mvpds[0]?.id}
      </p>
    )
  }
  const { pass, comeBack } = await offline()
  renderApp(<Journey />, { pass, queryClient: quietClient() })
  expect(await screen.findByText('error error')).toBeDefined()

  await comeBack()
  expect(await screen.findByText(/^signed-out success \w/)).toBeDefined()
  expect([calls(pass, '/profiles'), calls(pass, '/configuration')]).toEqual([1, 1])
})

it('one request is sent if TanStack Query refetches as well', async () => {
  const { pass, comeBack } = await offline()
  // The online manager listens from here on. It goes offline only after the query has failed.
  renderApp(<Query />, { pass })
  expect(await screen.findByText('query: PassNetworkError')).toBeDefined()
  await act(async () => dispatchEvent(new Event('offline')))
  expect(onlineManager.isOnline()).toBe(false)

  await comeBack()
  expect(await screen.findByText('query: REF30')).toBeDefined()
  expect(calls(pass, '/configuration')).toBe(1)
})

it('other failures, successes and the application’s own queries are not refetched', async () => {
  const pass = await makePass()
  const own = vi.fn<() => never>(() => {
    throw new TypeError('of the application')
  })
  const Own = () => <p>own: {useQuery({ queryKey: ['own'], queryFn: own }).status}</p>
  const Refused = () => <p>refused: {usePassQuery(profiles()).error?.name}</p>
  renderApp(<Query />, { pass })
  await screen.findByText('query: REF30')
  emulator.fail('invalid_parameter_service_provider')
  renderApp(
    <>
      <Own />
      <Refused />
    </>,
    { pass, queryClient: quietClient() },
  )
  await screen.findByText('refused: PassApiError')
  await screen.findByText('own: error')

  await act(async () => dispatchEvent(new Event('online')))
  await act(async () => {})
  expect([calls(pass, '/configuration'), calls(pass, '/profiles')]).toEqual([1, 1])
  expect(own).toHaveBeenCalledTimes(1)
})

it('nothing is refetched once the provider is unmounted', async () => {
  const { pass, comeBack } = await offline()
  const queryClient = quietClient()
  const { unmount } = renderApp(<Query />, { pass, queryClient })
  await screen.findByText('query: PassNetworkError')
  unmount()
  await comeBack()
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  expect(seeds(pass)).toEqual([0, 0])
})
