import { useEffect } from 'react'
import { AuthProvider, useAuthContext } from 'react-oauth2-code-pkce'

export function createLibrary({ origin, redirectUri }) {
  const authConfig = {
    clientId: 'bench',
    authorizationEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/oauth/token`,
    redirectUri,
    scope: 'openid offline_access',
  }

  return {
    // It signs in by itself if there is no token.
    Provider: ({ children }) => <AuthProvider authConfig={authConfig}>{children}</AuthProvider>,

    useSignIn() {
      return useAuthContext().token !== ''
    },

    /** The token is in the context, and the provider renews it. There is no call to get it. */
    useToken(onToken) {
      const { token, tokenData } = useAuthContext()
      const isGood = tokenData && tokenData.exp * 1_000 > Date.now()
      useEffect(() => {
        if (isGood) onToken(token)
      }, [isGood, token, onToken])
    },

    useHandles() {
      const { refreshAccessToken } = useAuthContext()
      return { renew: () => refreshAccessToken() }
    },
  }
}
