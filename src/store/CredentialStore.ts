/**
 * Where the client credentials, the access token and the device identifier are kept. Values are
 * structured-cloneable plain objects and strings.
 *
 * A method settles, and one that cannot do its work rejects. A `get` that fails must never resolve with
 * `undefined`: that would say that the store is empty, and a new registration signs viewers out.
 */
export interface CredentialStore {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
  /**
   * Reads, changes and writes in one step that no other tab can come between. `fn` may be called
   * more than once. Give one where tabs share the store: in browsers without Web Locks nothing
   * else holds two of them apart, and with them nothing else stops a tab that froze while it wrote.
   * Where a store has none, `get` and `set` are used.
   */
  update?(key: string, fn: (old: unknown) => unknown): Promise<void>
}
