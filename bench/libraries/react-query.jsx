import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** The code without a library: a query for the token, fresh until a minute before it expires. */
export function createLibrary({ origin, clientId, clientSecret }) {
  const queryClient = new QueryClient()
  const tokenOptions = {
    queryKey: ['token'],
    queryFn: async () => {
      const response = await fetch(`${origin}/o/client/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }),
      })
      if (!response.ok) throw new Error(`The token endpoint answered ${response.status}`)
      return response.json()
    },
    staleTime: ({ state }) => ((state.data?.expires_in ?? 0) - 60) * 1_000,
    gcTime: Number.POSITIVE_INFINITY,
  }

  return {
    Provider: ({ children }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    ),

    useToken(onToken) {
      const queryClient = useQueryClient()
      useEffect(() => {
        void queryClient.query(tokenOptions).then(({ access_token }) => onToken(access_token))
      }, [queryClient, onToken])
    },

    useHandles() {
      return {
        getToken: () => queryClient.query(tokenOptions),
        renew: () => queryClient.query({ ...tokenOptions, staleTime: 0 }),
      }
    },
  }
}
