/** Events about the client credentials. */
export type CredentialEvent =
  /** A new client was registered, and its credentials are kept. */
  | { readonly type: 'registered' }
  /** The store fails. Until it works again, the credentials are kept in this page's memory. */
  | { readonly type: 'storage-unavailable' }
