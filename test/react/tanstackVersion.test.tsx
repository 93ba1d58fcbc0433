import { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { createPassClient, PassConfigurationError, PassProvider } from 'react-adobe-pass'
import { expect, it, onTestFinished } from 'vitest'
import { makePass, muteErrors, passOptions, renderApp } from './testbed.tsx'

const tooOld =
  'react-adobe-pass needs @tanstack/react-query 5.102 or newer: npm install @tanstack/react-query@5'

/** Removes `queryClient.query()`, which TanStack Query has since 5.102. */
function withoutQuery(queryClient: QueryClient): QueryClient {
  const { query } = queryClient
  Object.defineProperty(queryClient, 'query', { configurable: true, value: undefined })
  onTestFinished(() => {
    Object.defineProperty(queryClient, 'query', { configurable: true, value: query })
  })
  return queryClient
}

it('createPassClient names the version of TanStack Query that it needs', async () => {
  const options = await passOptions()
  withoutQuery(QueryClient.prototype)
  const make = () => createPassClient(options)
  expect(make).toThrow(PassConfigurationError)
  expect(make).toThrow(tooOld)
})

it('PassProvider names it too, if the application has an older copy than the package', async () => {
  const pass = await makePass()
  muteErrors()
  const make = () => renderApp(null, { pass, queryClient: withoutQuery(new QueryClient()) })
  expect(make).toThrow(PassConfigurationError)
  expect(make).toThrow(tooOld)
})

it('PassProvider reports a missing QueryClient, and that two copies may be the cause', async () => {
  const pass = await makePass()
  muteErrors()
  const make = () => render(<PassProvider client={pass} />)
  expect(make).toThrow(PassConfigurationError)
  expect(make).toThrow(/^No QueryClient: put <QueryClientProvider> above .+ two copies .+ 5\.102/)
})
