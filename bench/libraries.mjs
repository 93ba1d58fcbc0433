// The libraries to compare: each has an adapter libraries/<name>.jsx and a server.

/**
 * `server` is `emulator`, `provider` or `secureProvider`. `renewedAt` is the lifetime in s of a token
 * that the library renews by itself within seconds; without it, the benchmark requests a renewal.
 * `cannot` says why a measurement is left out. The `floor` is measured for the warm start only.
 */
export const libraries = [
  {
    name: 'react-adobe-pass',
    packages: ['react-adobe-pass'],
    server: 'emulator',
    renewedAt: 3,
  },
  {
    name: 'floor',
    packages: ['@tanstack/react-query'],
    server: 'provider',
    isFloor: true,
  },
  {
    name: 'react-query',
    packages: ['@tanstack/react-query'],
    server: 'emulator',
    cannot: {
      size: 'nothing but the peers',
      warmStart: 'keeps no token over a reload',
      firstVisit: 'registers nothing',
    },
  },
  {
    name: 'auth0',
    packages: ['@auth0/auth0-react', '@auth0/auth0-spa-js'],
    server: 'provider',
  },
  {
    name: 'oidc',
    packages: ['react-oidc-context', 'oidc-client-ts'],
    server: 'provider',
    renewedAt: 63,
    cannot: {
      coldCalls: 'every `signinSilent()` is a request of its own, as above',
    },
  },
  {
    name: 'msal',
    packages: ['@azure/msal-react', '@azure/msal-browser'],
    server: 'secureProvider',
  },
  {
    name: 'pkce',
    packages: ['react-oauth2-code-pkce'],
    server: 'provider',
    cannot: {
      coldCalls: 'no call: the token is a value in the context',
      cachedToken: 'no call: the token is a value in the context',
    },
  },
]
