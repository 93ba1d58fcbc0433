import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

/** The least that React and TanStack Query take: a query whose token is simply there. */
export function createLibrary({ origin }) {
  const queryClient = new QueryClient()
  const token = 'token'

  return {
    Provider: ({ children }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    ),

    useToken(onToken) {
      useEffect(() => onToken(token), [onToken])
    },

    useCall() {
      useQuery({
        queryKey: ['call'],
        queryFn: async () => {
          const response = await fetch(`${origin}/api/resource`, {
            headers: { Authorization: `Bearer ${token}` },
          })
          return response.json()
        },
      })
    },
  }
}
