import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { useEffect, useRef } from 'react'
import { AuthProvider, useAuth } from 'react-oidc-context'

export function createLibrary({ origin, redirectUri }) {
  const userManager = new UserManager({
    authority: origin,
    client_id: 'bench',
    redirect_uri: redirectUri,
    scope: 'openid offline_access',
    userStore: new WebStorageStateStore({ store: window.localStorage }),
  })
  const cleanAddress = () => window.history.replaceState({}, '', window.location.pathname)

  return {
    Provider: ({ children }) => (
      <AuthProvider userManager={userManager} onSigninCallback={cleanAddress}>
        {children}
      </AuthProvider>
    ),

    useSignIn() {
      const auth = useAuth()
      const tried = useRef(false)
      useEffect(() => {
        if (auth.isLoading || auth.isAuthenticated || tried.current) return
        tried.current = true
        void auth.signinRedirect()
      }, [auth])
      return auth.isAuthenticated
    },

    /** The token is in the context. A consumer that finds it expired requests a new one, once. */
    useToken(onToken) {
      const auth = useAuth()
      const asked = useRef(false)
      useEffect(() => {
        if (auth.isLoading) return
        if (auth.user && !auth.user.expired) return onToken(auth.user.access_token)
        if (asked.current) return
        asked.current = true
        void auth.signinSilent()
      }, [auth, onToken])
    },

    useHandles() {
      return {
        getToken: () => userManager.getUser(),
        // It renews by itself a minute before the expiry. The page has a token that is almost due.
        renew: () =>
          new Promise((resolve) => {
            const stop = userManager.events.addUserLoaded(() => {
              stop()
              resolve()
            })
          }),
      }
    },
  }
}
