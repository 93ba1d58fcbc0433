import { QueryClient, useQueries } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import { passQueryOptions, usePass, usePassQuery, useSuspensePassQuery } from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import {
  calls,
  ErrorBoundary,
  emulator,
  makePass,
  muteErrors,
  renderApp,
  seeds,
} from './testbed.tsx'

describe('useSuspensePassQuery', () => {
  const Names = () => {
    const { data } = useSuspensePassQuery(configuration(), {
      select: ({ requestor }) => requestor.mvpds.map(({ id }) => id),
    })
    return <p>{data[0]}</p>
  }
  const app = (
    <ErrorBoundary>
      <Suspense fallback="waiting">
        <Names />
      </Suspense>
    </ErrorBoundary>
  )

  it('suspends until there is data, and selects from it', async () => {
    const pass = await makePass()
    renderApp(app, { pass, strict: true })
    expect(screen.getByText('waiting')).toBeDefined()
    expect(await screen.findByText('Lumenwave')).toBeDefined()
    expect([...seeds(pass), calls(pass, '/configuration')]).toEqual([1, 1, 1])
  })

  it('throws the error to the nearest boundary after one call', async () => {
    const pass = await makePass()
    muteErrors()
    emulator.fail('invalid_parameter_service_provider', { times: 9 })
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: 3, retryDelay: 1 } },
    })
    renderApp(app, { pass, queryClient })
    expect(await screen.findByText('caught PassApiError')).toBeDefined()
    expect(calls(pass, '/configuration')).toBe(1)
  })
})

describe('passQueryOptions', () => {
  it('works with useQueries', async () => {
    const pass = await makePass()
    const Both = () => {
      const client = usePass()
      const [first, second] = useQueries({
        queries: [
          passQueryOptions(client, configuration(), { select: ({ requestor }) => requestor.id }),
          passQueryOptions(client, profiles()),
        ],
      })
      return (
        <p>
          {first.data} {second.data && Object.keys(second.data.profiles).length}
        </p>
      )
    }
    renderApp(<Both />, { pass })
    expect(await screen.findByText('REF30 0')).toBeDefined()
    expect(seeds(pass)).toEqual([1, 1])
  })

  it('works with prefetchQuery: the hook then finds the answer in the cache', async () => {
    const pass = await makePass()
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(passQueryOptions(pass, configuration()))
    const Show = () => <p>{usePassQuery(configuration()).data?.requestor.id}</p>
    renderApp(<Show />, { pass, queryClient })
    expect(screen.getByText('REF30')).toBeDefined()
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(calls(pass, '/configuration')).toBe(1)
  })

  it('works with queryClient.query, which returns the decoded answer or the error', async () => {
    const pass = await makePass()
    const queryClient = new QueryClient()
    const options = passQueryOptions(pass, configuration())
    expect((await queryClient.query(options)).requestor.id).toBe('REF30')
    expect(queryClient.getQueryData(options.queryKey)?.requestor.id).toBe('REF30')

    emulator.fail('invalid_parameter_service_provider')
    await expect(queryClient.query(passQueryOptions(pass, profiles()))).rejects.toMatchObject({
      code: 'invalid_parameter_service_provider',
    })
  })
})
