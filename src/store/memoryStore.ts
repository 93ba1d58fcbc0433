import type { CredentialStore } from './CredentialStore.ts'

/**
 * A store that lasts as long as the page: for tests, and for servers that make their own calls. In
 * a page it causes a new registration on each load.
 *
 * @example
 * const pass = createPassClient({
 *   softwareStatement,
 *   serviceProvider: 'REF30',
 *   store: memoryStore(),
 * })
 */
export function memoryStore(): CredentialStore {
  const records = new Map<string, unknown>()
  return {
    get: async (key) => records.get(key),
    set: async (key, value) => {
      records.set(key, value)
    },
    delete: async (key) => {
      records.delete(key)
    },
    update: async (key, fn) => {
      records.set(key, fn(records.get(key)))
    },
  }
}
