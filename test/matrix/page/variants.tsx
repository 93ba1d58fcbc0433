import { useEffect } from 'react'
import { type CredentialStore, indexedDbStore } from 'react-adobe-pass'
import { noteError } from './noteError.ts'

/** An application, or its store, with a mistake that the tests must find. */
interface Variant {
  readonly store?: CredentialStore
  readonly Child?: () => null
}

/** A store that loses the credentials, so that others are written in their place. */
function forgetfulStore(): CredentialStore {
  const { set, delete: remove } = indexedDbStore()
  return {
    get: async () => undefined,
    set,
    delete: remove,
    update: (key, change) => set(key, change(undefined)),
  }
}

const never = () => new Promise<never>(() => {})

const variants: Readonly<Record<string, () => Variant>> = {
  'drops the credentials': () => ({ store: forgetfulStore() }),
  'never reads': () => ({ store: { get: never, set: never, delete: never } }),
  'rejects with a plain Error': () => ({
    Child() {
      useEffect(() => noteError(new Error('plain')), [])
      return null
    },
  }),
  'throws in an effect': () => ({
    Child() {
      useEffect(() => {
        throw new Error('in an effect')
      }, [])
      return null
    },
  }),
  'rejects unheard': () => ({
    Child() {
      useEffect(() => void Promise.reject(new Error('unheard')), [])
      return null
    },
  }),
}

/** The variant of this name, or a correct application. */
export const variantOf = (name: string | null): Variant => variants[name ?? '']?.() ?? {}
