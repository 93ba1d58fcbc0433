import { Auth0Provider, useAuth0 } from '@auth0/auth0-react'
import { useEffect } from 'react'

export function createLibrary({ origin, redirectUri }) {
  return {
    Provider: ({ children }) => (
      <Auth0Provider
        domain={origin}
        clientId="bench"
        authorizationParams={{ redirect_uri: redirectUri }}
        cacheLocation="localstorage"
        useRefreshTokens
      >
        {children}
      </Auth0Provider>
    ),

    useSignIn() {
      const { isLoading, isAuthenticated, loginWithRedirect } = useAuth0()
      useEffect(() => {
        if (!isLoading && !isAuthenticated) void loginWithRedirect()
      }, [isLoading, isAuthenticated, loginWithRedirect])
      return isAuthenticated
    },

    useToken(onToken) {
      const { getAccessTokenSilently } = useAuth0()
      useEffect(() => {
        void getAccessTokenSilently().then(onToken)
      }, [getAccessTokenSilently, onToken])
    },

    useHandles() {
      const { getAccessTokenSilently } = useAuth0()
      return {
        getToken: () => getAccessTokenSilently(),
        renew: () => getAccessTokenSilently({ cacheMode: 'off' }),
      }
    },
  }
}
