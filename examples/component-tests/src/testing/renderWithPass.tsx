import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { type PassClientOptions, PassProvider } from 'react-adobe-pass'
import { createTestClient } from './emulator'

// By default `findBy` gives up after one second.
configure({ asyncUtilTimeout: 10_000 })

export async function renderWithPass(
  children: ReactNode,
  options: Partial<PassClientOptions> = {},
) {
  const pass = await createTestClient(options)
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <PassProvider client={pass}>{children}</PassProvider>
    </QueryClientProvider>,
  )
}
