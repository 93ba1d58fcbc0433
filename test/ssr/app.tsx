import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, Suspense, version } from 'react'
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
import * as ReactDOM from 'react-dom'

/** Valid in form only: no test requests a token with it. */
export const options: PassClientOptions = {
  softwareStatement: 'aa.bb.cc',
  serviceProvider: 'REF30',
  origin: 'https://pass.test',
  throttle: false,
}

/** Whether this React has `browser()`. Then it reports no error for content left to the browser. */
export const knowsBrowserOnly = 'browser' in ReactDOM

/** What a server sends for `PassProvider` itself. React 18 would not place it in the head. */
export const preconnect = version.startsWith('18.')
  ? ''
  : '<link rel="preconnect" href="https://pass.test" crossorigin="anonymous"/>'

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

export const app = (
  props: PassProviderProps,
  children: ReactNode,
  queryClient = new QueryClient(),
) => (
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <PassProvider {...props}>{children}</PassProvider>
    </QueryClientProvider>
  </StrictMode>
)
