import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  createPassClient,
  PassProvider,
  usePass,
  usePassQuery,
  usePassToken,
} from 'react-adobe-pass'

export function createLibrary({ origin, statement }) {
  const queryClient = new QueryClient()
  const pass = createPassClient({
    origin,
    softwareStatement: statement,
    serviceProvider: 'REF30',
    // Without pacing: this measures the library, not the bucket of Adobe's servers.
    throttle: false,
  })

  return {
    Provider: ({ children }) => (
      <QueryClientProvider client={queryClient}>
        <PassProvider client={pass}>{children}</PassProvider>
      </QueryClientProvider>
    ),

    useToken(onToken) {
      const pass = usePass()
      useEffect(() => {
        void pass.getToken().then(({ value }) => onToken(value))
      }, [pass, onToken])
    },

    useCall() {
      usePassQuery('/api/v2/{serviceProvider}/profiles')
    },

    /** While a component uses the token, it is renewed before it expires; else on the next call. */
    useWatch: () => void usePassToken(),

    useHandles() {
      return {
        getToken: () => pass.getToken(),
        renew: () =>
          new Promise((resolve) => {
            const stop = pass.subscribe(({ type }) => {
              if (type !== 'token-issued') return
              stop()
              resolve()
            })
          }),
      }
    },
  }
}
