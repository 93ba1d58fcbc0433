import type { CredentialStore } from './CredentialStore.ts'

/**
 * Reads, changes and writes: in one step if the store has `update`, else under the caller's lock.
 */
export const updateRecord = async (
  store: CredentialStore,
  key: string,
  fn: (old: unknown) => unknown,
): Promise<void> =>
  store.update ? store.update(key, fn) : store.set(key, fn(await store.get(key)))
