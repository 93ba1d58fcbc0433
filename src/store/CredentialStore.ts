/**
 * Stores the client credentials, the access token and the device identifier. Values are
 * structured-cloneable plain objects and strings.
 *
 * Every method must settle, and must reject if it fails. A failing `get` must never resolve with
 * `undefined`: that means an empty store, and the new registration would sign viewers out.
 */
export interface CredentialStore {
  /** Resolves with the value of a key, or with `undefined` if there is none. */
  get(key: string): Promise<unknown>
  /** Writes a value. Resolves once it is stored. */
  set(key: string, value: unknown): Promise<void>
  /** Deletes a key and its value. Resolves too if there is none. */
  delete(key: string): Promise<void>
  /**
   * Reads, changes and writes a value in one step that no other tab can interrupt. `fn` may be
   * called more than once. Without `update`, the client uses `get` and `set`. Implement it if tabs
   * share the store: it is their only lock in browsers without Web Locks, and with Web Locks the
   * only protection from a tab that froze while writing.
   */
  update?(key: string, fn: (old: unknown) => unknown): Promise<void>
}
