/** What is raised about the client credentials. */
export type CredentialEvent =
  /** A registration was made and kept. */
  | { readonly type: 'registered' }
  /** The store fails: the credentials live in this page's memory until it works again. */
  | { readonly type: 'storage-unavailable' }
