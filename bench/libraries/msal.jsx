import { InteractionStatus, ProtocolMode, PublicClientApplication } from '@azure/msal-browser'
import { MsalProvider, useMsal } from '@azure/msal-react'
import { useEffect } from 'react'

const scopes = ['openid', 'profile', 'offline_access']

export function createLibrary({ origin, redirectUri }) {
  const instance = new PublicClientApplication({
    auth: {
      clientId: 'bench',
      authority: origin,
      knownAuthorities: [new URL(origin).host],
      redirectUri,
    },
    cache: { cacheLocation: 'localStorage' },
    system: { protocolMode: ProtocolMode.OIDC },
  })
  const acquire = (account, options) => instance.acquireTokenSilent({ scopes, account, ...options })

  return {
    Provider: ({ children }) => <MsalProvider instance={instance}>{children}</MsalProvider>,

    useSignIn() {
      const { instance, accounts, inProgress } = useMsal()
      useEffect(() => {
        if (inProgress === InteractionStatus.None && accounts.length === 0)
          void instance.loginRedirect({ scopes })
      }, [instance, accounts, inProgress])
      return accounts.length > 0
    },

    useToken(onToken) {
      const { accounts, inProgress } = useMsal()
      const [account] = accounts
      useEffect(() => {
        if (inProgress !== InteractionStatus.None || !account) return
        void acquire(account).then(({ accessToken }) => onToken(accessToken))
      }, [account, inProgress, onToken])
    },

    useHandles() {
      const { accounts } = useMsal()
      const [account] = accounts
      return {
        getToken: () => acquire(account),
        renew: () => acquire(account, { forceRefresh: true }),
      }
    },
  }
}
