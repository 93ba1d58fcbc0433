import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PassProvider } from 'react-adobe-pass'
import type { Visit } from './openVisit.ts'

/** The providers that every application has at its root. */
export const Stage = ({
  visit: { pass, queryClient },
  children,
}: {
  readonly visit: Visit
  readonly children: ReactNode
}) => (
  <QueryClientProvider client={queryClient}>
    <PassProvider client={pass}>{children}</PassProvider>
  </QueryClientProvider>
)
