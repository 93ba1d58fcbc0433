import { type CredentialStore, indexedDbStore } from 'react-adobe-pass'

/** A store that resolves before it has written. It never writes: its page is left before. */
export function hastyStore(): CredentialStore {
  const store = indexedDbStore()
  const unwritten = new Map<string, unknown>()
  const get = async (key: string) =>
    unwritten.has(key) ? unwritten.get(key) : await store.get(key)
  const set = async (key: string, value: unknown) => void unwritten.set(key, value)
  return {
    get,
    set,
    delete: (key) => set(key, undefined),
    update: async (key, change) => set(key, change(await get(key))),
  }
}
