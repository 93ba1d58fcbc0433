import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, Suspense } from 'react'
import {
  type PassClientOptions,
  PassProvider,
  type PassProviderProps,
  usePass,
  usePassMutation,
  usePassQuery,
  usePassToken,
  useSuspensePassQuery,
  useSuspensePassToken,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'

/** Of the right form only: nobody asks for a token with it. */
export const options: PassClientOptions = {
  softwareStatement: 'aa.bb.cc',
  serviceProvider: 'REF30',
  origin: 'https://pass.test',
  throttle: false,
}

/** Every hook that does not suspend. */
export function Plain() {
  const token = usePassToken()
  const query = usePassQuery(configuration())
  const mutation = usePassMutation(() => profiles())
  return <p>{[usePass().origin, token.status, query.status, mutation.status].join(' ')}</p>
}

export function SuspendedQuery() {
  return <p>{useSuspensePassQuery(configuration()).data.requestor.id}</p>
}

export function SuspendedToken() {
  return <p>{useSuspensePassToken().data.value}</p>
}

export const Boundary = ({ children }: { children: ReactNode }) => (
  <Suspense fallback={<i>waiting</i>}>{children}</Suspense>
)

export const app = (props: PassProviderProps, children: ReactNode) => (
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <PassProvider {...props}>{children}</PassProvider>
    </QueryClientProvider>
  </StrictMode>
)
