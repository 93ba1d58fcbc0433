import type { CredentialStore } from './CredentialStore.ts'

/**
 * A store that lasts as long as the page: for tests, and for servers that make calls of their own.
 * In a page it means a new registration with every load.
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
